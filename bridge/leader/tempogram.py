"""Inter-onset tempograms: which periods separate the onsets of a bus, forgotten exponentially.

Every pair of onsets of one bus, not only neighbours, adds a narrow Gaussian at its distance
(an all-interval inter-onset histogram: Gouyon & Dixon, "A Review of Automatic Rhythm
Description Systems", Computer Music Journal 29(1), 2005).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bridge.leader.history import F64, OnsetHistory, Onsets

BINS = 96
PER_OCTAVE = 24
SHORTEST = 0.2
"""Seconds: the period of bin 0; bin 95 is 3.1 s."""
MEMORY = (2.0, 6.0)
"""Seconds after which an interval counts 1/e: a fast tempogram and a slow one."""
WIDTH = 0.6
"""Standard deviation of one interval's mark, in bins (one bin is 2.9 %)."""
FLOOR = 0.5
"""Added to the peak a tempogram is divided by, so that a bus that fell silent fades out."""

PERIODS: F64 = SHORTEST * 2.0 ** (np.arange(BINS) / PER_OCTAVE)
"""Seconds: the period of each bin ``(96,)``."""

_MEMORY: F64 = np.array(MEMORY)[:, None]
_REACH = np.arange(-2, 3)


def bin_of(period: F64) -> F64:
    """The place of a period in seconds on the axis of bins, a real number."""
    return PER_OCTAVE * np.log2(period / SHORTEST)


class Tempograms:
    """A fast and a slow inter-onset tempogram of each bus: ``marks`` ``(N, 2, 96)``, weights of intervals."""

    def __init__(self, buses: int) -> None:
        self.marks: F64 = np.zeros((buses, len(MEMORY), BINS))

    def update(self, onsets: Onsets, history: OnsetHistory, dt: float) -> None:
        """Forget ``dt`` seconds, then mark the new onsets' distances to their bus's earlier ones."""
        self.marks *= np.exp(-dt / _MEMORY)
        if len(onsets):
            self.marks += self._marks_of(onsets, history)[:, None, :]

    def _marks_of(self, onsets: Onsets, history: OnsetHistory) -> F64:
        intervals = onsets.t[:, None] - history.times[onsets.bus]
        row, column = np.nonzero((intervals >= SHORTEST) & (intervals <= PERIODS[-1]))
        place = bin_of(intervals[row, column])
        bins = np.rint(place).astype(np.intp)[:, None] + _REACH
        weight = np.exp(-0.5 * ((bins - place[:, None]) / WIDTH) ** 2)
        inside = (bins >= 0) & (bins < BINS)
        flat = onsets.bus[row][:, None] * BINS + bins
        buses = len(self.marks)
        counted: F64 = np.bincount(flat[inside], weight[inside], buses * BINS).astype(np.float64)
        return counted.reshape(buses, BINS)

    def scaled(self) -> NDArray[np.float32]:
        """Each tempogram over its own peak, 0 to 1, float32 ``(N, 2, 96)``; silence is all zero."""
        peak = self.marks.max(axis=-1, keepdims=True)
        return np.asarray(self.marks / (peak + FLOOR), dtype=np.float32)
