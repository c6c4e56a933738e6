"""The metrical level: the model's tempo may flip by an octave, the followed beat may not."""

from __future__ import annotations

import math

RATIOS: tuple[float, ...] = (1.0, 2.0, 0.5, 3.0, 1 / 3, 1.5, 2 / 3, 4.0, 0.25)
"""Tempi that are the same pulse heard at another level, the likeliest first."""


SAME = 0.09
"""Relative difference within which two tempi are one."""
FORGOTTEN = 8.0
"""Seconds after which what the model said last at the followed level is no measure any more."""


class ModelTempo:
    """The model's tempo at the metrical level that is followed. Pure.

    What tells a flip of the model is the model's own tempo before: a tracker that has run off to another
    level is not followed there. ``bpm`` is the followed tempo, ``said`` the model's, both at lock.
    """

    def __init__(self, t: float, bpm: float, said: float) -> None:
        self._ratio = bpm / said
        self._last, self._at = bpm, t

    def hear(self, t: float, said: float, followed: float) -> float:
        """The model's ``said`` BPM at the followed level; NaN when it is at none near ``followed`` BPM."""
        known = self._last if t - self._at < FORGOTTEN else followed
        ratio = min((self._ratio, *RATIOS), key=lambda r: abs(said * r / known - 1.0) > SAME)
        if abs(said * ratio / known - 1.0) > SAME:
            return math.nan
        self._ratio, self._last, self._at = ratio, said * ratio, t
        return self._last

    def change(self, factor: float) -> None:
        """A person wants ``factor`` times the tempo."""
        self._ratio *= factor
        self._last *= factor


def nearest_level(bpm: float, low: float, high: float, prior: float) -> float:
    """``bpm`` by octaves into ``low``…``high``, and within that nearest to ``prior`` if given."""
    levels = [bpm * 2.0**k for k in range(-3, 4) if low <= bpm * 2.0**k <= high]
    if not levels:
        return min(max(bpm, low), high)
    wanted = prior or bpm
    return min(levels, key=lambda b: abs(math.log(b / wanted)))
