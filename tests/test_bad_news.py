"""Bad news from inside, in the middle of a song: nothing but a counter moves."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest

from bridge.clock.settings import ClockSettings
from bridge.errors import CommandError
from bridge.leader import Leader, LeaderSettings
from bridge.leader.network import Verdict
from bridge.session import Session
from bridge.types import HOP, RATE, Beat, Bus, Command, Reading

NAMES = ("drums", "bass", "keys")
SECONDS = 24.0
BEAT = 0.5
LATE = 0.05
"""Seconds after which an onset is known."""
HEARD = 0.002
"""Seconds by which the beat may move: a tenth of what anybody hears."""
NAN = Verdict(np.full(72, np.nan, np.float32), math.nan, math.nan, np.full(4, np.nan, np.float32))


def onsets(rng: np.random.Generator) -> list[Reading]:
    """A band with a human's jitter, in order of arrival."""
    times = np.arange(0.3, SECONDS, BEAT)
    spread = rng.normal(0.0, 0.008, (len(NAMES), len(times)))
    found = [
        Reading(name, "onset", t, t + LATE, 0.8)
        for name, row in zip(NAMES, times + spread, strict=True)
        for t in row.tolist()
    ]
    return sorted(found, key=lambda reading: reading.arrived)


class Song:
    """A session that follows `onsets`; ``now`` is called with it at each hop before anything is heard."""

    def __init__(self, readings: Iterable[Reading] | None = None) -> None:
        buses = tuple(map(Bus, NAMES))
        self.leader = Leader(buses, LeaderSettings())
        self.session = Session(buses, self.leader, ClockSettings(prior_bpm=60 / BEAT))
        self.readings = list(readings or onsets(np.random.default_rng(5)))

    def play(self, now: Callable[[float], None] = lambda t: None) -> list[Beat]:
        coming, said = list(self.readings), []
        for hop in range(1, int(SECONDS * RATE / HOP)):
            t = hop * HOP / RATE
            now(t)
            here = tuple(reading for reading in coming if reading.arrived <= t)
            coming = coming[len(here) :]
            said.append(self.session.follow(t, here).beat)
        return said


@pytest.fixture(scope="module")
def unspoilt() -> list[Beat]:
    return Song().play()


def moved(said: list[Beat], unspoilt: list[Beat]) -> float:
    """Seconds by which the clock's beat lies elsewhere, at most, from the tenth second on."""
    pairs = [(a.timeline, b.timeline, b.t) for a, b in zip(said, unspoilt, strict=True) if b.t > 10.0]
    return max(abs(a.beat_at(t) - b.beat_at(t)) * BEAT for a, b, t in pairs)


def test_nan_from_the_model_for_four_seconds_moves_a_counter(unspoilt, monkeypatch):
    song = Song()
    sound = song.leader._model.step

    def now(t: float) -> None:
        monkeypatch.setattr(song.leader._model, "step", (lambda frame: NAN) if 12 < t < 16 else sound)

    said = song.play(now)
    assert song.leader.info["failed_ticks"] == 40
    assert moved(said, unspoilt) < HEARD
    assert said[-1].transport == unspoilt[-1].transport


def test_onsets_told_twice_move_the_beat_by_nothing_that_is_heard(unspoilt):
    twice = [reading for reading in Song().readings for _ in range(1 + (10 < reading.t < 14))]
    assert moved(Song(twice).play(), unspoilt) < 5 * HEARD


def test_an_onset_told_a_second_late_moves_the_beat_by_nothing_that_is_heard(unspoilt):
    late = [
        replace(r, arrived=r.arrived + (1.0 if r.bus == "keys" and 12 < r.t < 12.6 else 0))
        for r in onsets(np.random.default_rng(5))
    ]
    said = Song(sorted(late, key=lambda reading: reading.arrived)).play()
    assert moved(said, unspoilt) < 5 * HEARD


@pytest.mark.parametrize("bpm", [math.nan, math.inf, -120.0, 0.0, 5.0, 1e9])
def test_a_hint_out_of_range_is_refused_and_moves_nothing(unspoilt, bpm):
    song = Song()

    def now(t: float) -> None:
        if 12.0 < t < 12.1:
            with pytest.raises(CommandError, match="hint"):
                song.session.obey(Command("hint", (bpm,)))

    assert moved(song.play(now), unspoilt) == 0.0


def test_a_hint_far_from_what_is_played_moves_nothing_once_the_band_is_followed(unspoilt):
    song = Song()

    def now(t: float) -> None:
        if 12.0 < t < 12.02:
            song.session.obey(Command("hint", (233.0,)))

    assert moved(song.play(now), unspoilt) == 0.0
