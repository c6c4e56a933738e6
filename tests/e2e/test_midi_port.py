"""MIDI clock over mido and rtmidi, through real ports: rtmidi speaks JACK too."""

from __future__ import annotations

import subprocess
import time
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise

import mido
import numpy as np
import pytest

from bridge.outputs.process import REFUSED, Failed, Ready
from bridge.outputs.settings import MidiSettings
from bridge.types import Transport
from tests.e2e.machine import CLOCK, START, STOP, Machine
from tests.e2e.stage import bridge_command, spawn
from tests.jack import wait_for
from tests.outputs.rig import Rig, beat, playing

pytestmark = pytest.mark.e2e

JACK_PERIOD = 512
"""RtMidi hands on to JACK what it has at a period's end."""


@pytest.fixture(autouse=True)
def midi_system(jackd, monkeypatch):
    """What the bridge opens by mido is a port of the private server."""
    monkeypatch.setenv("MIDO_BACKEND", "mido.backends.rtmidi/UNIX_JACK")


def port(name="drum-machine", **settings):
    return Rig("port", MidiSettings(kind="port", port=name, **settings))


def test_an_existing_port_gets_start_then_every_clock_then_stop():
    with Machine() as machine, port() as rig:
        assert "drum-machine:in" in rig.ready().where
        posted = beat(120, transport=replace(playing(at_beat=2), rewind=True))
        rig.board.publish(posted)
        time.sleep(3.0)
        assert rig.block.read().clients == 1
        assert rig.leave() == 0
        wait_for(lambda: STOP in machine.messages())
        sent = rig.sent()
    assert machine.messages() == [data for _, data in sent]
    assert machine.messages()[-1] == STOP
    assert [data for data in machine.messages() if data != CLOCK] == [b"\xf2\0\0", START, STOP]
    after = [t for t, data in sent[machine.messages().index(START) :] if data == CLOCK]
    ideal = posted.timeline.time_at(2) + np.arange(len(after)) / 48
    assert np.median(np.abs(np.array(after) - ideal)) < 0.001
    # What was sent arrives with the next cycle of JACK (10.7 ms), or the one after.
    arrived = machine.times(CLOCK)[-len(after) :]
    assert np.median(arrived - np.array(after)) < 0.05


def test_a_port_that_is_not_there_at_the_start_is_refused():
    with port() as rig:
        failed = rig.failed()
        rig.process.join(5)
        assert rig.process.exitcode == REFUSED
    assert "is not there" in failed.message
    assert not failed.again


def test_a_port_that_vanishes_costs_a_line_and_a_counter_and_its_receiver_starts_anew_at_a_bar():
    with Machine() as machine, port() as rig:
        rig.ready()
        posted = beat(150, transport=playing(at_beat=4))
        rig.board.publish(posted)
        wait_for(lambda: START in machine.messages())
        machine.leave()
        assert rig.until(Failed).message == "MIDI port 'drum-machine:in' has gone; it is waited for"
        time.sleep(1.5)
        assert rig.process.is_alive()
        assert rig.block.read().skipped == 1
        assert rig.block.read().clients == 0
        rig.heard.clear()
        with Machine() as again:
            rig.until(Ready)
            rig.board.publish(beat(150, t0=posted.timeline.t0, transport=playing(at_beat=4)))
            wait_for(lambda: START in again.messages())
            time.sleep(1.0)
            sent = rig.sent()
            assert again.messages()[0] == STOP
            assert again.messages().count(START) == 1
            assert not any(isinstance(news, Failed) for news in rig.heard)
            assert rig.block.read().skipped == 1
        start = next(i for i, (_, data) in enumerate(sent) if data == START)
        first = next(t for t, data in sent[start:] if data == CLOCK)
        bars = (posted.timeline.beat_at(first) - 4) / 4
        assert bars == pytest.approx(round(bars), abs=0.01)


def test_a_virtual_port_can_be_chosen_by_other_programs():
    with Rig("virtual", MidiSettings(kind="virtual", port="band clock")) as rig:
        rig.ready()
        heard = []
        rtmidi_on_jack = mido.Backend("mido.backends.rtmidi/UNIX_JACK")
        with rtmidi_on_jack.open_input(
            "leaderbridge:band clock", callback=lambda message: heard.append(message.type)
        ):
            rig.board.publish(beat(120, transport=Transport(ticking=True)))
            wait_for(lambda: len(heard) > 48)
        assert set(heard) == {"clock"}


def test_several_ports_have_an_offset_each(tmp_path, free_port):
    config = tmp_path / "bridge.toml"
    ports = {"one": 0.0, "two": 120.0, "three": -80.0}
    sections = "".join(
        f'[[midi]]\nkind = "port"\nport = "{name}"\noffset_ms = {offset}\n' for name, offset in ports.items()
    )
    config.write_text(f"{sections}[osc]\nport = {free_port}\ntargets = []\n")
    with ExitStack() as stack:
        machines = {name: stack.enter_context(Machine(name)) for name in ports}
        command = bridge_command("test-clock", "--bpm", "60", "--config", str(config))
        bridge = spawn(stack, command, stdout=subprocess.PIPE)
        assert bridge.stdout.readline().strip() == "ready"
        wait_for(lambda: all(START in machine.messages() for machine in machines.values()), 20.0)
        starts = {name: machine.times(START)[0] for name, machine in machines.items()}
        for name, other in pairwise(ports):
            apart = (starts[other] - starts[name]) * 1000
            # JACK hands on what rtmidi sends once a cycle, every 10.7 ms.
            assert apart == pytest.approx(ports[other] - ports[name], abs=25.0)
