"""A common period of all buses, at any metrical level: the yardstick of the timing features.

It is no tempo estimate. Deviations and asynchronies are measured against it, and any level
of the metre serves for that as long as it is kept.
"""

from __future__ import annotations

import math

import numpy as np

from bridge.leader.history import F64
from bridge.leader.tempogram import PERIODS, Tempograms, bin_of

RANGE = (0.28, 1.2)
"""Seconds: where the yardstick is looked for."""
PREFERRED = 0.55
"""Seconds: the most frequent beat period of listeners (Parncutt, Music Perception 11(4), 1994)."""
SPREAD = 0.8
"""Octaves: how loosely it is preferred."""
PERSISTENCE = 1.5
"""How much stronger another period has to be before the yardstick changes to it."""
MEMORY = 1.5
"""Seconds: how long a matched interval refines the period."""
NEAR = 2
"""Bins around the kept one whose centroid is the coarse period."""

_LOG_PERIODS: F64 = np.log(PERIODS)
_PRIOR: F64 = np.where(
    (RANGE[0] <= PERIODS) & (RANGE[1] >= PERIODS),
    np.exp(-0.5 * (np.log2(PERIODS / PREFERRED) / SPREAD) ** 2),
    0.0,
)


class CommonPeriod:
    """Follows one period through the tempograms of all buses; ``seconds`` is what it is now.

    ``quality`` (0 to 1) is the share of the tempograms' weight that lies at the period.
    """

    def __init__(self) -> None:
        self.seconds = 0.5
        self.quality = 0.0
        self._sum = 0.0
        self._weight = 0.0

    def update(self, grams: Tempograms, dt: float) -> None:
        """Look at the tempograms after ``dt`` more seconds."""
        marks = self._all(grams)
        decay = math.exp(-dt / MEMORY)
        self._sum *= decay
        self._weight *= decay
        score = marks * _PRIOR
        best, kept = int(score.argmax()), self._nearest_peak(score)
        if score[best] > PERSISTENCE * score[kept]:
            kept, self._weight, self._sum = best, 0.0, 0.0
        if score[kept] > 0:
            self._refine(marks, kept)
        self.quality = float(score[kept] / (score.sum() + 1.0))

    def refine(self, intervals: F64) -> None:
        """Take matched intervals (seconds): they tell the period finer than a bin does."""
        self._sum += float(intervals.sum())
        self._weight += len(intervals)

    @staticmethod
    def _all(grams: Tempograms) -> F64:
        marks = grams.marks
        return np.asarray((marks / (marks.max(-1, keepdims=True) + 1.0)).sum((0, 1)))

    def _nearest_peak(self, score: F64) -> int:
        centre = round(float(bin_of(np.float64(self.seconds))))  # type: ignore[arg-type]
        low = max(centre - NEAR, 0)
        return low + int(score[low : centre + NEAR + 1].argmax())

    def _refine(self, marks: F64, kept: int) -> None:
        near = slice(max(kept - NEAR, 0), kept + NEAR + 1)
        weight = marks[near] + 1e-9
        coarse = math.exp(float(_LOG_PERIODS[near] @ weight / weight.sum()))
        # Four intervals' worth of the coarse period steadies the mean until enough were matched.
        self.seconds = (self._sum + 4.0 * coarse) / (self._weight + 4.0)
