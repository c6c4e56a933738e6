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
COSINES = np.cos(np.pi * np.outer(np.arange(1, 5), (np.arange(MEL.bands) + 0.5) / MEL.bands)).astype(
    np.float32
)
WIGGLE = (0.45, 0.25, 0.15, 0.15)
"""Standard deviations of the four slowest cosines of a random equaliser, in tens of dB."""


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
        stems = np.roll(stems, rng.choice([-1, 0, 0, 0, 1]), axis=2)
        curve = (rng.normal(0.0, WIGGLE, (len(chosen), len(WIGGLE)))).astype(np.float32) @ COSINES
        level = rng.uniform(QUIETEST / 10, 0.0, (len(chosen), 1)).astype(np.float32)
        power = np.sum(np.power(np.float32(10.0), stems + (curve + level)[:, None]), axis=0)
        return np.asarray(np.log10(np.maximum(power + self._hiss(power, rng), FLOOR)), np.float32)

    def _hiss(self, power: F32, rng: Generator) -> F32:
        """A floor 25 to 80 dB below the loudest, tilted."""
        loud = np.log10(power.max() + FLOOR) - rng.uniform(2.5, 8.0)
        tilt = rng.normal(0.0, 0.5) * COSINES[0]
        return np.asarray(10 ** (loud + tilt + rng.normal(0.0, 0.2, power.shape)), np.float32)
