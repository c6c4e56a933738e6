"""The tempo curve in a few figures, and what it drifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridge.report.run import Floats

FEWEST = 50
"""Frames of known tempo, 5 s, below which there is no drift to speak of."""

MINUTE = 60.0
"""Seconds of known tempo below which a drift a minute would speak of music that was not there."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Tempi in BPM: ``median``, and ``low`` to ``high`` the middle 90 %.

    ``drift`` is the slope of a robust straight line through the curve (Theil & Sen) in percent of the
    median a minute, None for less than a minute of music; ``change`` in percent from the first tenth to
    the last; ``wobble`` the standard deviation about the line, in percent.
    """

    median: float
    low: float
    high: float
    drift: float | None
    change: float
    wobble: float


def pace(times: Floats, bpm: Floats) -> Pace | None:
    """The figures of a tempo curve, ``times`` (s) and ``bpm`` both ``(T,)``; None if it is too short."""
    known = ~np.isnan(bpm)
    t, tempo = times[known], bpm[known]
    if len(t) < FEWEST:
        return None
    median = float(np.median(tempo))
    low, high = (float(value) for value in np.percentile(tempo, (5, 95)))
    slope = _slope(t, tempo)
    straight = tempo - slope * t
    tenth = max(1, len(t) // 10)
    first, last = float(np.median(tempo[:tenth])), float(np.median(tempo[-tenth:]))
    wobble = float(np.std(straight)) / median
    drift = 100 * 60 * slope / median if t[-1] - t[0] >= MINUTE else None
    return Pace(median, low, high, drift, 100 * (last / first - 1), 100 * wobble)


def _slope(t: Floats, y: Floats) -> float:
    """BPM a second: the median slope between points half the length apart, which outliers do not move."""
    half = len(t) // 2
    return float(np.median((y[half:] - y[: len(y) - half]) / (t[half:] - t[: len(t) - half])))
