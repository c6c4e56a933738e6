"""Clicks and sync pulses: on the very frames of the MIDI clock, none dropped, none too many."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock
from bridge.outputs.jack_frames import FrameClock
from bridge.outputs.jack_rack import Rack, Track
from bridge.outputs.jack_voices import VOICES
from bridge.outputs.settings import MidiSettings, SyncSettings
from bridge.types import Transport
from tests.outputs.rig import beat, playing

RATE = 48_000
PPQN = [1, 2, 4, 24, 48]


class Alone:
    """Nobody stands by."""

    def mine(self):
        return True

    def note(self, frame_time, host):
        pass

    def noted(self):
        return None


class Port:
    """JACK's side of an audio or a MIDI port."""

    def __init__(self):
        self.events, self.sound, self.first = [], [], 0

    def begin(self, first, count):
        self.first, self.buffer = first, np.full(count, 9, np.float32)

    def end(self):
        self.sound.append(self.buffer)

    def get_array(self):
        return self.buffer

    def clear_buffer(self):
        pass

    def write_midi_event(self, offset, data):
        self.events.append((self.first + offset, data))

    def rises(self):
        """Frames at which the sound begins after silence."""
        high = np.abs(np.concatenate(self.sound)) > 0
        return np.flatnonzero(high[1:] & ~high[:-1]) + 1


class Stage:
    """A rack with one port a setting, run as fast as it goes; cycles come late by chance."""

    def __init__(self, *wanted, period=256, jitter=0.0002):
        self.board = Board.create()
        self.blocks = [HealthBlock.create() for _ in wanted]
        self.ports = [Port() for _ in wanted]
        tracks = [
            Track(VOICES[s.kind](port, s, RATE), block, slot, s.offset_ms, logs=True)
            for slot, (s, port, block) in enumerate(zip(wanted, self.ports, self.blocks, strict=True))
        ]
        self.rack = Rack(FrameClock(RATE), self.board, tracks, Alone())
        self.frame, self.period = 0, period
        self._rng, self._jitter = np.random.default_rng(1), jitter

    def run(self, seconds):
        for _ in range(round(seconds * RATE / self.period)):
            for port in self.ports:
                port.begin(self.frame, self.period)
            seen = 10.0 + self.frame / RATE + self._rng.exponential(self._jitter)
            self.rack.cycle(self.frame, int(seen * 1e9), self.period)
            for port in self.ports:
                port.end()
            self.frame += self.period
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for memory in (self.board, *self.blocks):
            memory.unlink()


def clocks_after_start(port):
    frames = [frame for frame, _ in port.events]
    start = [data for _, data in port.events].index(b"\xfa")
    return [f for f, (_, data) in zip(frames, port.events, strict=True) if data == b"\xf8"][start:]


@pytest.mark.parametrize("ppqn", PPQN)
def test_a_sync_pulse_rises_on_the_very_frame_of_its_clock(ppqn):
    with Stage(MidiSettings(kind="jack"), SyncSettings(kind="pulse", ppqn=ppqn)) as stage:
        stage.board.publish(beat(133.0, t0=10.0, transport=playing(at_beat=2)))
        stage.run(6.0)
        midi, pulse = stage.ports
        clocks, rises = clocks_after_start(midi), pulse.rises()
        both = min(len(clocks) * ppqn // 24, len(rises)) if ppqn <= 24 else len(clocks) - 1
        shared = clocks[:: 24 // ppqn] if ppqn <= 24 else clocks
        assert rises[:: ppqn // 24 or 1][: both - 1].tolist() == shared[: both - 1]


def test_the_log_says_of_each_cycle_how_many_clocks_it_sent():
    with Stage(MidiSettings(kind="jack"), period=2048) as stage:
        stage.board.publish(beat(120.0, t0=10.0, transport=playing(at_beat=2)))
        stage.run(4.0)
        clocks = [frame for frame, data in stage.ports[0].events if data == b"\xf8"]
        logged = stage.rack.tracks[0].cycles
        counted = [sum(c.frame <= frame < c.frame + c.frames for frame in clocks) for c in logged]
        assert [c.clocks for c in logged] == counted
        assert sum(counted) == len(clocks) > 100


@pytest.mark.parametrize("period", [32, 256, 4096])
def test_a_click_sounds_on_each_beat_and_higher_on_the_first(period):
    with Stage(MidiSettings(kind="jack"), SyncSettings(kind="click"), period=period) as stage:
        stage.board.publish(beat(120.0, t0=10.0, transport=playing(at_beat=4)))
        stage.run(6.0)
        midi, click = stage.ports
        sound = np.concatenate(click.sound)
        beats = clocks_after_start(midi)[::24]
        assert set(beats[:-1]) <= set(click.rises().tolist())
        pitches = [np.abs(np.fft.rfft(sound[f : f + 1440])).argmax() * RATE / 1440 for f in beats[:-1]]
        assert pitches == pytest.approx((([1500] + [1000] * 3) * 3)[: len(pitches)], abs=40)


def test_pulses_go_only_while_it_plays_and_clicks_whenever_clocks_flow():
    with Stage(SyncSettings(kind="pulse"), SyncSettings(kind="click")) as stage:
        stage.board.publish(beat(120.0, t0=10.0, transport=Transport(ticking=True)))
        stage.run(3.0)
        pulse, click = stage.ports
        assert len(pulse.rises()) == 0
        assert len(click.rises()) >= 4
        stage.board.publish(beat(120.0, t0=10.0, transport=playing(at_beat=8)))
        stage.run(3.0)
        assert len(pulse.rises()) in (3, 4)
        stopped = Transport(ticking=True, action="stop", serial=2)
        stage.board.publish(beat(120.0, t0=10.0, transport=stopped))
        before = len(pulse.rises())
        stage.run(2.0)
        assert len(pulse.rises()) <= before + 1


def test_each_port_has_an_offset_of_its_own():
    with Stage(SyncSettings(kind="click"), SyncSettings(kind="click", offset_ms=20.0)) as stage:
        stage.board.publish(beat(120.0, t0=10.0))
        stage.run(4.0)
        early, late = (port.rises()[1:5] for port in stage.ports)
        assert (late - early).tolist() == pytest.approx([960] * 4, abs=1)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(60, 300), st.floats(-2, 2), st.booleans()), min_size=1, max_size=6),
    st.sampled_from([32, 128, 512, 2048]),
)
def test_whatever_the_beat_does_no_frame_holds_two_messages_and_no_pulse_is_lost(posts, period):
    with Stage(MidiSettings(kind="jack"), SyncSettings(kind="pulse", ppqn=24), period=period) as stage:
        beat0 = 0.0
        for serial, (bpm, jump, again) in enumerate(posts, 1):
            now = 10.0 + stage.frame / RATE
            beat0 += jump
            action = playing(at_beat=beat0 // 1 + 1, serial=serial if again else 1)
            stage.board.publish(beat(bpm, t0=now, transport=action, beat0=beat0))
            stage.run(0.7)
            beat0 += 0.7 * bpm / 60
        stage.board.publish(beat(120, t0=now, transport=Transport(ticking=True, action="stop", serial=99)))
        stage.run(0.5)
        midi, pulse = stage.ports
        assert all(b > a for (a, _), (b, _) in pairwise(midi.events))
        assert len(pulse.rises()) == clocks_while_playing(midi.events)


def clocks_while_playing(events):
    """How many clocks came between a Start and its Stop."""
    count, plays = 0, False
    for _, data in events:
        plays = {b"\xfa": True, b"\xfc": False}.get(data, plays)
        count += plays and data == b"\xf8"
    return count
