"""How a bus keeps its own time.

The lag-1 autocorrelation of intervals tells a free timekeeper from one that corrects (Wing &
Kristofferson, Perception & Psychophysics 14, 1973).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64

MEMORY = 12.0
"""Seconds over which the autocorrelation is taken."""
SCALE = 20.0
"""Deviations are a few hundredths of a period; times this they are about 1."""


class SelfTiming:
    """The last interval's deviation from the common period, their spread and lag-1 autocorrelation."""

    axis: ClassVar[Axis] = "bus"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("timing.deviation", "periods/20", "last interval less the common period"),
        Column("timing.spread", "periods/20", "root mean square deviation over 12 s"),
        Column("timing.autocorrelation", "−1 to 1", "of deviations one interval apart, over 12 s"),
    )

    def __init__(self, buses: int) -> None:
        self._last: F64 = np.zeros(buses)
        self._sums: F64 = np.zeros((buses, 3))

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        self._sums *= np.exp(-heard.dt / MEMORY)
        for bus, deviation in zip(heard.matches.bus, SCALE * heard.matches.deviation, strict=True):
            self._sums[bus] += 1.0, deviation**2, deviation * self._last[bus]
            self._last[bus] = deviation
        weight, square, product = self._sums.T
        return np.array([self._last, np.sqrt(square / (weight + 1.0)), product / (square + 1.0)]).T
