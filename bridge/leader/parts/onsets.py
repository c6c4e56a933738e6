"""How much a bus plays."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64

MEMORY = 4.0
"""Seconds over which the rate is counted."""
SILENT = 2.5
"""Seconds without an onset after which a bus no longer plays."""
LONGEST = 30.0
"""Seconds: a longer silence reads as this."""


class OnsetRate:
    """Onsets of each bus: count, strength, time since the last, rate, and whether it plays."""

    axis: ClassVar[Axis] = "bus"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("onset.count", "onsets", "onsets in this tick"),
        Column("onset.strength", "0 to 1", "strength of the strongest in this tick"),
        Column("onset.since", "ln(1 + s)", "time since the last onset"),
        Column("onset.rate", "1/s", "onsets a second over the last 4 s"),
        Column("onset.active", "0 or 1", "an onset within the last 2.5 s"),
    )

    def __init__(self, buses: int) -> None:
        self._rate: F64 = np.zeros(buses)

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        buses = len(self._rate)
        count = np.bincount(heard.onsets.bus, minlength=buses)
        strength = np.zeros(buses)
        np.maximum.at(strength, heard.onsets.bus, heard.onsets.strength)
        self._rate = self._rate * np.exp(-heard.dt / MEMORY) + count / MEMORY
        since = np.minimum(np.maximum(heard.t - heard.history.last, 0.0), LONGEST)
        return np.array([count, strength, np.log1p(since), self._rate, since < SILENT]).T
