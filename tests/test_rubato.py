"""Twenty minutes of rubato: the clock breathes with the players, or waits for them, and never leaps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from bridge.clock.tracker import SLACK
from bridge.types import F32, RATE
from tests.test_bad_music import Stage

PLAYERS = ("piano", "violin", "cello")
SLOWEST, FASTEST = 55.0, 125.0
"""BPM between which the players wander, a phrase at a time."""
PHRASE = 8
"""Beats over which they go from one tempo to another, the last of them held."""
STEADY = 15.0
"""Seconds of an even tempo at the end."""
CHUNK = 10.0
LONGEST = 1.02 * 60 / 40 * SLACK / 0.9 / 24
"""Seconds between two clocks at the slowest tempo that is believed, bent to glide, and a little slower still
in the half second until that is looked at again."""


def beats(seconds: float, rng: np.random.Generator) -> np.ndarray:
    """Moments of the beats: each phrase goes to a tempo of its own, every third ends in a fermata."""
    moments, tempo, phrase = [0.5], 90.0, 0
    while moments[-1] < seconds - STEADY:
        goal, phrase = rng.uniform(SLOWEST, FASTEST), phrase + 1
        for bpm in np.geomspace(tempo, goal, PHRASE + 1)[1:]:
            moments.append(moments[-1] + 60 / bpm * rng.normal(1.0, 0.02))
        moments[-1] += (phrase % 3 == 0) * rng.uniform(0.3, 1.5)
        tempo = goal
    even = np.arange(1, int(STEADY * 100 / 60) + 1) * 0.6
    return np.append(moments, moments[-1] + even)


def sound(moments: np.ndarray, rng: np.random.Generator) -> Iterator[F32]:
    """The players' sound in chunks of `CHUNK` seconds: a plucked note each, a little apart."""
    t = np.arange(int(0.4 * RATE)) / RATE
    notes = [
        (np.exp(-8 * t) * np.sin(2 * np.pi * f * t)).astype(np.float32) * 0.5 for f in (262.0, 440.0, 131.0)
    ]
    length = int(CHUNK * RATE)
    rest = np.zeros((len(PLAYERS), length + len(t)), np.float32)
    starts = moments[:, None] + rng.normal(0.0, 0.012, (len(moments), len(PLAYERS)))
    for first in np.arange(0.0, moments[-1], CHUNK):
        for bus, note in enumerate(notes):
            mine = starts[:, bus]
            for at in mine[(mine >= first) & (mine < first + CHUNK)]:
                begin = int((at - first) * RATE)
                rest[bus, begin : begin + len(note)] += note
        yield rest[:, :length].copy()
        rest = np.concatenate([rest[:, length:], np.zeros((len(PLAYERS), length), np.float32)], axis=1)


@pytest.mark.parametrize("minutes", [1.0, pytest.param(20.0, marks=pytest.mark.whole)])
def test_the_clock_never_leaps_and_an_even_tempo_is_followed_again(minutes):
    rng = np.random.default_rng(5)
    moments, stage = beats(60 * minutes, rng), Stage(PLAYERS)
    for chunk in sound(moments, rng):
        stage.play(chunk)
    clocks = np.array(stage.clocks)
    gaps = np.diff(clocks)
    paces = np.array([beat.timeline.bpm for beat in stage.beats if beat.timeline is not None])
    print(
        f"{minutes:g} min: {len(clocks)} clocks, {1e3 * gaps[48:].max():.0f} ms between two at most,", end=" "
    )
    print(f"clock {paces.min():.0f} to {paces.max():.0f} BPM")
    assert clocks[-1] > moments[-1] - 1
    assert np.all(gaps > 0)
    assert np.max(gaps[48:]) < LONGEST
    level = stage.beats[-1].bpm / 100.0
    assert min(abs(level / whole - 1) for whole in (0.5, 1.0, 2.0)) < 0.06
