"""Bass lines; pitches are semitones above the root of the bar's chord."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from models.leader.ensembles.score.notes import Feel, Notes, at, every, sampled, usual_step


def roots(rng: Generator, feel: Feel) -> Notes:
    """The root where the harmony moves: each bar or each group."""
    return at(feel.starts if rng.random() < 0.7 else [0.0], 0.9, 0)


def eighths(rng: Generator, feel: Feel) -> Notes:
    """Repeated notes at a rate that a hand can play: 8ths, in fast music quarters."""
    step = usual_step(rng, feel, 2.0, 5.6)
    return at([0.0], 0.9, 0) + every(feel, step, 0.7, 0, step)


def beats(rng: Generator, feel: Feel) -> Notes:
    """A note a beat, root and fifth."""
    return [(float(place), 0.85, 7.0 * (place % 2)) for place in range(feel.meter)]


def two_feel(rng: Generator, feel: Feel) -> Notes:
    """Root and fifth, one to a group."""
    return [(start, 0.85, 7.0 * (i % 2)) for i, start in enumerate(feel.starts)]


def walking(rng: Generator, feel: Feel) -> Notes:
    """A new note each beat over four bars, at times with a skipped 8th."""
    steps = np.cumsum(rng.choice([-2, -1, 1, 2, 3], 4 * feel.meter))
    line = [(float(place), 0.8, float(step % 12)) for place, step in enumerate(steps)]
    skips = np.flatnonzero(rng.random(len(line)) < 0.08)
    return line + [(place + 0.5, 0.5, 0.0) for place in skips.tolist()]


def tumbao(rng: Generator, feel: Feel) -> Notes:
    """Ahead of the beat: the one is left out."""
    return [(0.75, 0.8, 7), (1.5, 0.9, 0), (2.75, 0.8, 7), (3.5, 0.9, 0)]


def dotted(rng: Generator, feel: Feel) -> Notes:
    """Bossa: one, and of two, three, and of four."""
    return [(0.0, 0.9, 0), (1.5, 0.6, 0), (2.0, 0.85, 7), (3.5, 0.6, 7)]


def tresillo(rng: Generator, feel: Feel) -> Notes:
    """Three, three, two."""
    return at((0.0, 1.5, 3.0), 0.85, 0, feel.meter)


def octaves(rng: Generator, feel: Feel) -> Notes:
    """Disco: low on the beat, high off it."""
    return every(feel, 1.0, 0.8, 0) + every(feel, 1.0, 0.7, 12, 0.5)


def syncopated(rng: Generator, feel: Feel) -> Notes:
    """One firmly, then where it likes."""
    rest = [
        (place, strength, float(rng.choice([0, 7, 10]))) for place, strength in sampled(rng, feel, 2.0, 0.5)
    ]
    return at([0.0], 0.95, 0) + rest
