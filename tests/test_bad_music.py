"""Whatever comes down the cables, the clock goes on, and the band is followed again when it plays again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pytest

from bridge.audio.demo import DemoBand
from bridge.audio.hops import Hopper
from bridge.clock.pulses import Cursor, pulses
from bridge.config import Config
from bridge.leader import Leader
from bridge.session import Session
from bridge.types import F32, RATE, Beat, Bus, Transport

BEFORE, WRONG, AFTER = 9.0, 4.0, 8.0
"""Seconds of the band, of what goes wrong with its sound, and of the band again."""
PLAYING = Transport(ticking=True, playing=True, action="start", serial=1, at_beat=0)
LONGEST = 60 / 40 / 24
"""Seconds between two clocks at the slowest tempo that a receiver is driven at here."""
SEED = 1


@dataclass
class Stage:
    """A session that hears sound, and a clock that goes by what it posts."""

    names: tuple[str, ...]
    beats: list[Beat] = field(default_factory=list)
    clocks: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        buses = tuple(Bus(name) for name in self.names)
        self.session = Session(buses, Leader(buses), Config().clock, ())
        self._hopper = Hopper(buses, RATE, 0)
        self._cursor = Cursor()

    def play(self, sound: F32) -> None:
        for start in range(0, sound.shape[1], RATE // 10):
            for blocks in self._hopper.push(sound[:, start : start + RATE // 10], 0):
                self._hear(self.session.step(blocks).beat)

    def _hear(self, beat: Beat) -> None:
        before = self.beats[-1].t if self.beats else 0.0
        self.beats.append(beat)
        if beat.timeline is not None:
            due, self._cursor = pulses(beat.timeline, PLAYING, self._cursor, before, beat.t)
            self.clocks += [pulse.t for pulse in due if pulse.kind == "clock"]


def silence(sound: F32, rest: F32) -> F32:
    return np.zeros_like(sound)


def one_bus(sound: F32, rest: F32) -> F32:
    return np.concatenate([sound[:1], np.zeros_like(sound[1:])])


def clipped(sound: F32, rest: F32) -> F32:
    return np.clip(100 * sound, -1, 1)


def direct_current(sound: F32, rest: F32) -> F32:
    return np.full_like(sound, 0.9)


def noise(sound: F32, rest: F32) -> F32:
    return np.random.default_rng(1).uniform(-1, 1, sound.shape).astype(np.float32)


def not_numbers(sound: F32, rest: F32) -> F32:
    return np.where(np.arange(sound.shape[1]) % 1000 == 0, np.float32(np.nan), sound)


def at_double_tempo(sound: F32, rest: F32) -> F32:
    """Each second sample: twice as fast, an octave higher."""
    twice = np.concatenate([sound, rest], axis=1)[:, ::2]
    return twice[:, : sound.shape[1]]


def all_change_places(sound: F32, rest: F32) -> F32:
    return sound[::-1]


WRONGS: Mapping[str, Callable[[F32, F32], F32]] = MappingProxyType(
    {
        f.__name__: f
        for f in (
            silence,
            one_bus,
            clipped,
            direct_current,
            noise,
            not_numbers,
            at_double_tempo,
            all_change_places,
        )
    }
)


@pytest.fixture(scope="module")
def band() -> tuple[DemoBand, F32]:
    whole = DemoBand(BEFORE + WRONG + AFTER, SEED)
    return whole, DemoBand(BEFORE + WRONG + AFTER, SEED).read(whole.frames)


@pytest.mark.parametrize("name", WRONGS)
def test_the_clock_goes_on_and_the_band_is_followed_again(band, name):
    piece, sound = band
    stage, (a, b) = Stage(piece.names), (int(BEFORE * RATE), int((BEFORE + WRONG) * RATE))
    stage.play(sound[:, :a])
    assert stage.beats[-1].timeline is not None, "the band is followed before anything goes wrong"
    locked = stage.clocks[0]
    stage.play(WRONGS[name](sound[:, a:b], sound[:, b:]))
    stage.play(sound[:, b:])
    clocks = np.array(stage.clocks)
    assert clocks[-1] > BEFORE + WRONG + AFTER - 1
    assert np.all(np.diff(clocks) > 0)
    assert np.max(np.diff(clocks[clocks > locked + 1])) < LONGEST
    assert all(np.isfinite(beat.bpm) for beat in stage.beats)
    truth = piece.truth.tempo_at(BEFORE + WRONG + AFTER - 1)
    assert min(abs(stage.beats[-1].bpm / truth / level - 1) for level in (0.5, 1, 2)) < 0.06
