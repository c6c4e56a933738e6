"""The metrical level: the model's tempo may flip by an octave, the followed beat may not."""

from __future__ import annotations

import math

RATIOS: tuple[float, ...] = (1.0, 2.0, 0.5, 3.0, 1 / 3, 1.5, 2 / 3, 4.0, 0.25)
"""Tempi that are the same pulse heard at another level, the likeliest first."""


def nearest_level(bpm: float, low: float, high: float, prior: float) -> float:
    """``bpm`` by octaves into ``low``…``high``, and within that nearest to ``prior`` if given."""
    levels = [bpm * 2.0**k for k in range(-3, 4) if low <= bpm * 2.0**k <= high]
    if not levels:
        return min(max(bpm, low), high)
    wanted = prior or bpm
    return min(levels, key=lambda b: abs(math.log(b / wanted)))
