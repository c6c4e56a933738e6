"""Footswitches over real JACK MIDI: learnt by one program, obeyed by the other, heard over OSC."""

from __future__ import annotations

import signal
import subprocess
import time
from contextlib import ExitStack, contextmanager

import numpy as np
import pytest

from tests.e2e.pedalboard import Pedalboard
from tests.e2e.stage import bridge_command, spawn
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FEET, LEARN = "leaderbridge-feet:in", "leaderbridge-learn:in"
DOWN, UP = bytes((0xB0, 64, 127)), bytes((0xB0, 64, 0))
SET_LIST = """[[song]]
name = "Blue Monday"
tempo = 130
[[song]]
name = "Sarabande"
tempo = 60
meter = [3, 4]
"""
HEAD = """[clock]
set_list = "set.toml"  # tonight
auto_start = "manual"
[osc]
port = {port}
targets = []
[midi_in]
kind = "jack"
port = "pedalboard"
"""


def config(folder, port, *switches):
    """A config with a set list and footswitches ``(message, number, command)``."""
    (folder / "set.toml").write_text(SET_LIST)
    rows = [
        f'[[footswitch]]\nmessage = "{kind}"\nnumber = {number}\ncommand = "{command}"\n'
        for kind, number, command in switches
    ]
    path = folder / "gig.toml"
    path.write_text(HEAD.format(port=port) + "".join(rows))
    return path


@contextmanager
def running(path):
    """The bridge with a config, from `ready` on."""
    with ExitStack() as stack:
        log = stack.enter_context((path.parent / "run").open("w+"))
        bridge = spawn(
            stack, bridge_command("run", "--config", str(path)), stdout=subprocess.PIPE, stderr=log
        )
        assert bridge.stdout.readline().strip() == "ready", (path.parent / "run").read_text()
        yield bridge
        bridge.send_signal(signal.SIGTERM)
        assert bridge.wait(20) == 0


@contextmanager
def subscribed(port):
    with Ear(port) as ear:
        ear.say("/bridge/subscribe", ear.port)
        ear.until("/bridge/buses")
        yield ear


def test_notes_controllers_and_programs_ask_for_what_the_config_says(module_jackd, free_port, tmp_path):
    path = config(
        tmp_path,
        free_port,
        ("cc", 64, "song +"),
        ("note", 36, "start"),
        ("note", 38, "lead oboe"),
        ("program", 5, "safe"),
    )
    with Pedalboard() as pedals, running(path), subscribed(free_port) as ear:
        wait_for(lambda: FEET in pedals.connected)
        pedals.send(DOWN, UP)
        assert ear.until("/bridge/song", accept=lambda args: args[0]) == ["Blue Monday"]
        pedals.send(DOWN, UP)
        assert ear.until("/bridge/song", accept=lambda args: args[0] not in ("", "Blue Monday")) == [
            "Sarabande"
        ]
        assert ear.until("/bridge/meter", accept=lambda args: args == [3, 4])
        pedals.send(bytes((0x90, 36, 0)))
        ear.listen(0.5)
        assert ["playing"] not in [args for _, args in ear.all("/bridge/transport")]
        pedals.send(bytes((0x90, 36, 90)))
        assert ear.until("/bridge/transport", accept=lambda args: args == ["playing"])
        pedals.send(bytes((0xC0, 5)))
        assert ear.until("/bridge/state", accept=lambda args: args == ["manual"])
        pedals.send(bytes((0x99, 38, 90)))
        assert "oboe" in ear.until("/bridge/error")[0]


def test_a_tapped_tempo_is_as_exact_as_the_foot(module_jackd, free_port, tmp_path):
    path = config(tmp_path, free_port, ("cc", 64, "tap"))
    with Pedalboard() as pedals, running(path), subscribed(free_port) as ear:
        wait_for(lambda: FEET in pedals.connected)
        taps = []
        for _ in range(6):
            pedals.send(DOWN, UP)
            taps.append(time.monotonic())
            time.sleep(0.43)
        tapped = 60 / np.median(np.diff(taps))
        ear.listen(0.5)
        _, (bpm,) = ear.all("/bridge/tempo")[-1]
    # JACK's period, 10.7 ms, is all that a press may wait for on its way.
    assert bpm == pytest.approx(tapped, rel=0.025)


def test_a_switch_is_learnt_and_then_obeyed(module_jackd, free_port, tmp_path):
    path = config(tmp_path, free_port)
    with Pedalboard() as pedals:
        with ExitStack() as stack:
            learning = spawn(
                stack, bridge_command("learn", "song +", "--config", str(path)), stdout=subprocess.PIPE
            )
            assert "press the switch" in learning.stdout.readline()
            wait_for(lambda: LEARN in pedals.connected)
            pedals.send(UP, bytes((0x80, 60, 0)), bytes((0xF8,)), DOWN, UP)
            assert "cc 64 on channel 1 asks for: song +" in learning.stdout.readline()
            assert learning.wait(10) == 0
        assert "# tonight" in path.read_text()
        with running(path), subscribed(free_port) as ear:
            wait_for(lambda: FEET in pedals.connected)
            pedals.send(DOWN)
            assert ear.until("/bridge/song", accept=lambda args: args[0]) == ["Blue Monday"]


def test_a_command_that_is_none_is_refused_before_any_switch_is_waited_for(module_jackd, tmp_path):
    command = bridge_command("learn", "jump", "--config", str(tmp_path / "gig.toml"))
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no command 'jump'" in done.stderr
