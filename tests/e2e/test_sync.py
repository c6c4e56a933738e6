"""Click, sync pulse and JACK's transport on a real server: on the very frames of the MIDI clock."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time

import jack as jack_client
import numpy as np
import pytest

from bridge.outputs.settings import JackSettings, MidiSettings, SyncSettings
from bridge.types import Transport
from tests import jack
from tests.e2e.rigs import FIRST, rig_of
from tests.jack import need, wait_for
from tests.outputs.jack_ear import JackEar
from tests.outputs.rig import beat, playing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CLIENT = "leaderbridge-clock"
MIDI = (MidiSettings(kind="jack"),)
LAG = 3 * jack.PERIOD / 48_000
"""Seconds by which a program outside JACK's cycle is told of the transport late: some periods."""
STOPPED = Transport(ticking=True, action="stop", serial=2)


class Recorder:
    """A client that records audio ports and one MIDI port on the same frames."""

    def __init__(self, *sources):
        self.client = jack_client.Client("recorder", no_start_server=True)
        self._midi = self.client.midi_inports.register("midi")
        self._ports = [self.client.inports.register(f"in_{n}") for n, _ in enumerate(sources)]
        self._sources = sources
        self.clocks, self.blocks, self.starts = [], [], []
        self.client.set_process_callback(self._process)

    def _process(self, frames):
        first = self.client.last_frame_time
        self.blocks.append((first, np.stack([port.get_array() for port in self._ports])))
        for offset, data in self._midi.incoming_midi_events():
            {b"\xf8": self.clocks, b"\xfa": self.starts}.get(bytes(data), []).append(first + offset)

    def __enter__(self):
        self.client.activate()
        self.client.connect(FIRST, self._midi)
        for source, port in zip(self._sources, self._ports, strict=True):
            self.client.connect(source, port)
        return self

    def __exit__(self, *_):
        self.client.deactivate()
        self.client.close()

    def rises(self, port):
        """Frames at which what ``port`` plays begins after silence."""
        high = np.concatenate([np.abs(sound[port]) > 0 for _, sound in self.blocks])
        frames = np.concatenate([first + np.arange(sound.shape[1]) for first, sound in self.blocks])
        return frames[1:][high[1:] & ~high[:-1]]


def test_clicks_and_pulses_of_every_rate_lie_on_the_frames_of_the_midi_clock(jackd, udp_port):
    rates = [1, 2, 4, 24, 48]
    sync = (SyncSettings(), *(SyncSettings(kind="pulse", ppqn=ppqn) for ppqn in rates))
    ports = ["click", "pulse", "pulse_2", "pulse_3", "pulse_4", "pulse_5"]
    with rig_of(udp_port, midi=MIDI, sync=sync) as rig, Recorder(*(f"{CLIENT}:{p}" for p in ports)) as heard:
        rig.board.publish(beat(117.3, transport=playing(at_beat=2)))
        wait_for(lambda: heard.starts, 10)
        time.sleep(5.0)
        health = rig.health()
    clocks = [frame for frame in heard.clocks if frame > heard.starts[0]]
    for number, ppqn in enumerate(rates, 1):
        rises = heard.rises(number)[:: max(1, ppqn // 24)]
        on = clocks[:: 24 // min(24, ppqn)]
        both = min(len(on), len(rises)) - 1
        assert both >= 5
        assert rises[:both].tolist() == on[:both], ppqn
    beats = heard.rises(0)
    assert set(clocks[24:120:24]) <= set(beats.tolist())
    assert all(health[name].clients == 1 for name in ("jack", *ports))
    assert health["pulse_5"].sent > health["jack"].sent


class Sequencer(JackEar):
    """A JACK program: in each cycle it is told bar, beat and tempo of the cycle's first frame."""

    def __init__(self):
        super().__init__(FIRST)
        self.told = []

    def _process(self, frames):
        super()._process(frames)
        state, position = self.client.transport_query()
        if state == jack_client.ROLLING and "bar" in position:
            beat = position["beat"] - 1 + position["tick"] / position["ticks_per_beat"]
            self.told.append(
                (self.client.last_frame_time, (position["bar"] - 1) * 4 + beat, position["beats_per_minute"])
            )

    def off(self, timeline, since=0):
        """Beats between what is told and the timeline, beyond what the server itself lost."""
        errors = [at - timeline.beat_at(self.host(frame)) for frame, at, _ in self.told[since:]]
        return max(0.0, abs(np.median(errors)) - self.slip() * timeline.bpm / 60)


def test_jacks_transport_starts_on_the_downbeat_and_tells_bar_beat_and_tempo(jackd, udp_port):
    jack_settings = JackSettings(timebase=True)
    with rig_of(udp_port, midi=MIDI, jack=jack_settings) as rig, Sequencer() as heard:
        posted = beat(100.0, transport=playing(at_beat=4))
        rig.board.publish(posted)
        wait_for(lambda: heard.client.transport_state == jack_client.ROLLING, 15)
        started = posted.timeline.beat_at(time.monotonic())
        time.sleep(3.0)
        now = posted.timeline.beat_at(time.monotonic())
        bars = shown()
        rig.board.publish(beat(100.0, posted.timeline.t0, STOPPED))
        wait_for(lambda: heard.client.transport_state == jack_client.STOPPED, 5)
    slip = heard.slip() * 100 / 60
    assert 4 - 0.1 - slip < started < 4 + 0.25 + slip, "the transport rolls a cycle or two after Start"
    assert heard.off(posted.timeline) < 0.02
    assert {bpm for *_, bpm in heard.told} == {100.0}
    assert bars, "an independent reader sees them too"
    for bar, number in bars:
        assert now - 0.1 - LAG * 100 / 60 - slip < bar * 4 + number - 4 < now + 3 + slip


def test_the_transport_goes_on_when_the_standby_takes_over(udp_port, monkeypatch):
    with jack.jackd(synchronous=False) as name:
        for key, value in jack.environment(name).items():
            monkeypatch.setenv(key, value)
        with rig_of(udp_port, midi=MIDI, jack=JackSettings(timebase=True)) as rig, Sequencer() as heard:
            posted = beat(100.0, transport=playing(at_beat=4))
            rig.board.publish(posted)
            wait_for(lambda: heard.client.transport_state == jack_client.ROLLING, 15)
            os.kill(rig.children["jack"].pid, signal.SIGKILL)
            time.sleep(1.5)
            before = len(heard.told)
            time.sleep(1.0)
            assert heard.client.transport_state == jack_client.ROLLING
    assert len(heard.told) > before + 5
    assert heard.off(posted.timeline, before) < 0.02


def shown():
    """Each bar and beat that jack_showtime, which knows nothing of us, prints within a moment."""
    command = ["timeout", "-k", "1", "0.3", need("jack_showtime", "jackd2")]
    text = subprocess.run(command, capture_output=True, text=True, timeout=20).stdout
    return {(int(bar), int(beat)) for bar, beat in re.findall(r"BBT:\s+(\d+)\|\s*(\d+)\|", text)}
