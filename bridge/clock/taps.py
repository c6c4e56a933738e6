"""Tap tempo: the tempo of the last taps."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from statistics import median

PAUSE = 2.5
"""Seconds after which a tap begins a new row."""


class Taps:
    """The taps of one hand."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=6)

    def tap(self, t: float) -> float | None:
        """A tap at ``t`` seconds; the tempo in BPM of the row so far, None on its first tap."""
        if self._times and not 0.1 < t - self._times[-1] < PAUSE:
            self._times.clear()
        self._times.append(t)
        if len(self._times) < 2:
            return None
        times = list(self._times)
        return 60.0 / median(b - a for a, b in pairwise(times))
