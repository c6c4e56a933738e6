"""An offset that a person sets while the bridge runs, for one output and no other."""

from __future__ import annotations

import subprocess
import time
from contextlib import ExitStack

import numpy as np
import pytest

from tests.e2e.machine import CLOCK, Machine
from tests.e2e.stage import bridge_command, spawn
from tests.jack import wait_for
from tests.outputs.osc_ear import Ear

pytestmark = pytest.mark.e2e

JACK_PERIOD = 256
"""RtMidi hands on to JACK what it has at a period's end."""
BPM = 100.0
PERIOD = 60 / BPM / 24
"""Seconds from clock to clock: 25 ms."""


@pytest.fixture
def running(jackd, tmp_path, free_port, monkeypatch):
    """A bridge that ticks at a hint through OSC and a MIDI port, and those that listen to both."""
    monkeypatch.setenv("MIDO_BACKEND", "mido.backends.rtmidi/UNIX_JACK")
    config = tmp_path / "bridge.toml"
    midi = '[[midi]]\nkind = "port"\nport = "drum-machine"\n'
    config.write_text(f"[clock]\nhint_bpm = {BPM}\n{midi}[osc]\nport = {free_port}\ntargets = []\n")
    with ExitStack() as stack:
        machine, ear = stack.enter_context(Machine()), stack.enter_context(Ear(free_port))
        bridge = spawn(stack, bridge_command("run", "--config", str(config)), stdout=subprocess.PIPE)
        assert bridge.stdout.readline().strip() == "ready"
        ear.say("/bridge/subscribe", ear.port)
        ear.until("/bridge/beat")
        wait_for(lambda: CLOCK in machine.messages())
        yield machine, ear


def apart(machine, ear, seconds=5.0):
    """Seconds from a MIDI clock to the beat over OSC, on average, less whole clocks; from now on."""
    machine.heard.clear()
    ear.forget()
    ear.listen(seconds)
    clocks = machine.times(CLOCK)
    gaps = [t - clocks[np.argmin(np.abs(clocks - t))] for t, _ in ear.all("/bridge/beat")]
    turn = np.angle(np.mean(np.exp(2j * np.pi * np.array(gaps) / PERIOD)))  # their circular mean
    return float(turn) / (2 * np.pi) * PERIOD


def later(after, before):
    """Seconds between two such distances."""
    return (after - before + PERIOD / 2) % PERIOD - PERIOD / 2


def test_an_offset_moves_the_output_it_names_and_no_other(running):
    machine, ear = running
    before = apart(machine, ear)
    ear.say("/bridge/offset", "osc", 10.0)
    time.sleep(1.0)
    beat_moved = apart(machine, ear)
    assert later(beat_moved, before) == pytest.approx(0.010, abs=0.004)
    ear.say("/bridge/offset", "port", 8)
    time.sleep(1.0)
    assert later(apart(machine, ear), beat_moved) == pytest.approx(-0.008, abs=0.004)


def test_an_offset_that_is_too_large_is_refused(running):
    _, ear = running
    ear.say("/bridge/offset", "osc", 200.5)
    assert "between -200 and 200" in ear.until("/bridge/error")[0]
