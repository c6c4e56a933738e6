"""Clips of mixes without end: stems' clips drawn at random, added up as powers.

The power of a sum of sounds that have nothing to do with each other is, but for beating between partials
that meet, the sum of their powers. The judge's mixes are made of sound.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from bridge.analysis.mel import FLOOR
from bridge.types import F32
from models.activity.clips import LABELS, LENGTH, MEL
from models.activity.data.pool import OTHERS, QUIETEST, Pool

CLEAR = 0.2
"""Share of a clip in which a stem is active that may be learnt from: near silence teaches nothing."""
PLAYING = (0.04, 0.44, 0.17, 0.13, 0.1, 0.07, 0.05)
"""Chance of 0 to 6 instruments at once: a bus carries one, a mix several."""
MOST = len(PLAYING)
WIGGLE = (0.45, 0.3, 0.25, 0.2, 0.15, 0.15, 0.1, 0.1)
"""Standard deviations of the slowest cosines of a random equaliser, in tens of dB."""
BANDS = np.arange(MEL.bands, dtype=np.float32)
COSINES = np.cos(np.pi * np.outer(np.arange(1, len(WIGGLE) + 1), (BANDS + 0.5) / MEL.bands)).astype(
    np.float32
)
CUT = 0.3
"""Share of the stems of which an amplifier or a player's tone control takes the heights, or the depths."""
DEEPEST = 3.0
"""Tens of dB below its loudest frame down to which a stem's dynamics are changed."""


class Mixer:
    """Draws from the ``pool``. The same ``rng`` draws the same."""

    def __init__(self, pool: Pool) -> None:
        clear = (pool.share >= CLEAR) | (pool.label < 0)
        self._pool = pool
        self._of = [np.flatnonzero(clear & (pool.label == i)) for i in range(len(LABELS))]
        self._others = np.flatnonzero(pool.label < 0)
        self._held = np.flatnonzero([len(each) > 0 for each in self._of])

    def draw(self, rng: Generator, count: int) -> tuple[F32, F32]:
        """Frames ``(count, 43, 80)`` and which instruments sound ``(count, 18)``, 0 or 1."""
        frames = np.empty((count, LENGTH, MEL.bands), np.float32)
        truth = np.zeros((count, len(LABELS)), np.float32)
        for i in range(count):
            labels = rng.permutation(self._held)[: rng.choice(MOST, p=PLAYING)]
            truth[i, labels] = 1.0
            frames[i] = self._mix(labels, rng)
        return frames, truth

    def _mix(self, labels: np.ndarray, rng: Generator) -> F32:
        chosen = [rng.choice(self._of[label]) for label in labels]
        if not chosen or rng.random() < OTHERS:
            chosen.append(rng.choice(self._others))
        stems = self._pool.frames[chosen].astype(np.float32)
        stems = np.roll(stems, rng.integers(-2, 3), axis=2)
        stems += np.stack([_played(stem, rng) for stem in stems])
        level = rng.uniform(QUIETEST / 10, 0.0, (len(chosen), 1, 1)).astype(np.float32)
        power = np.sum(np.power(np.float32(10.0), stems + level), axis=0)
        return np.asarray(np.log10(np.maximum(power + self._hiss(power, rng), FLOOR)), np.float32)

    def _hiss(self, power: F32, rng: Generator) -> F32:
        """A floor 25 to 80 dB below the loudest, tilted."""
        loud = np.log10(power.max() + FLOOR) - rng.uniform(2.5, 8.0)
        tilt = rng.normal(0.0, 0.5) * COSINES[0]
        return np.asarray(10 ** (loud + tilt + rng.normal(0.0, 0.2, power.shape)), np.float32)


def _played(stem: F32, rng: Generator) -> F32:
    """What another instrument, amplifier and touch make of a stem ``(43, 80)``: what is added to its
    logarithms. No soundfont has more than one or two of each kind; people's differ by this at least."""
    curve = rng.normal(0.0, WIGGLE).astype(np.float32) @ COSINES
    if rng.random() < CUT:
        curve -= rng.uniform(0.03, 0.2) * np.maximum(0.0, BANDS - rng.uniform(15.0, 75.0))
    if rng.random() < CUT:
        curve -= rng.uniform(0.03, 0.2) * np.maximum(0.0, rng.uniform(0.0, 20.0) - BANDS)
    loud = stem.max(axis=1)
    below = np.maximum(loud - loud.max(), -DEEPEST)
    return np.asarray(curve + rng.uniform(-0.4, 0.3) * below[:, None], np.float32)
