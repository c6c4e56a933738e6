"""Tunes; pitches are semitones above the root of the bar's chord."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from models.leader.ensembles.score.notes import Feel, Notes, every, sampled, usual_step

SCALE = np.array([0.0, 2.0, 4.0, 5.0, 7.0, 9.0, 11.0])


def _sung(rng: Generator, notes: list[tuple[float, float]]) -> Notes:
    """A line that moves by steps and small leaps."""
    degrees = 7 + np.cumsum(rng.choice([-2, -1, -1, 0, 1, 1, 2], len(notes)))
    pitches = SCALE[degrees % 7] + 12.0 * (np.clip(degrees // 7, 0, 2) - 1)
    return [(place, strength, float(pitch)) for (place, strength), pitch in zip(notes, pitches, strict=True)]


def _bars(rng: Generator, feel: Feel, bars: int, rate: float, sharpness: float) -> list[tuple[float, float]]:
    written = [
        (bar * feel.meter + place, strength)
        for bar in range(bars)
        for place, strength in sampled(rng, feel, rate, sharpness)
    ]
    return written or [(0.0, 0.9)]


def tune(rng: Generator, feel: Feel) -> Notes:
    """Two bars of 1 to 4 notes a second, most of them on strong places."""
    return _sung(rng, _bars(rng, feel, 2, rng.uniform(1.0, 4.0), rng.uniform(0.4, 1.2)))


def phrase(rng: Generator, feel: Feel) -> Notes:
    """Four bars, of which the third breathes."""
    line = _bars(rng, feel, 4, rng.uniform(1.2, 3.5), 0.8)
    return _sung(rng, [n for n in line if not 2.5 * feel.meter <= n[0] < 3 * feel.meter])


def improvised(rng: Generator, feel: Feel) -> Notes:
    """Four bars of 8ths with gaps."""
    step = usual_step(rng, feel, 2.5, 8.0)
    places = [(bar * feel.meter + place, 0.6) for bar in range(4) for place, *_ in every(feel, step, 0, 0)]
    gap = rng.uniform(0.0, 3.0) * feel.meter
    line = [n for n in places if not gap <= n[0] < gap + 0.7 * feel.meter]
    return _sung(rng, [n for n in line if rng.random() < 0.85] or line)


def long_notes(rng: Generator, feel: Feel) -> Notes:
    """One or two a bar."""
    return _sung(rng, _bars(rng, feel, 2, 0.7, 2.0))


def hymn(rng: Generator, feel: Feel) -> Notes:
    """A note a beat, the last of two bars held."""
    places = [(float(place), 0.8) for place in range(2 * feel.meter - 1)]
    return _sung(rng, places)


def running(rng: Generator, feel: Feel) -> Notes:
    """Even notes without a pause, accented on the beat."""
    step = usual_step(rng, feel, 3.0, 8.0)
    return _sung(rng, [(place, 0.8 if place % 1.0 == 0 else 0.55) for place, *_ in every(feel, step, 0, 0)])
