"""How a bus lies against the others."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64
from bridge.leader.matches import Matches

MEMORY = 8.0
"""Seconds over which mean and spread are taken."""
SCALE = 20.0
"""Asynchronies are a few hundredths of a period; times this they are about 1."""


class Asynchrony:
    """Asynchrony of each bus to the others at its last matched onset, its mean and its spread."""

    axis: ClassVar[Axis] = "bus"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("asynchrony.last", "periods/20", "mean over the other buses, each pair's constant taken away"),
        Column("asynchrony.mean", "periods/20", "the same, mean over 8 s"),
        Column("asynchrony.spread", "periods/20", "root mean square over 8 s"),
    )

    def __init__(self, buses: int) -> None:
        self._last: F64 = np.zeros(buses)
        self._sums: F64 = np.zeros((buses, 3))

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        matches = heard.matches
        self._sums *= np.exp(-heard.dt / MEMORY)
        if len(matches.bus):
            self._take(matches)
        weight = self._sums[:, 0] + 1.0
        return np.array([self._last, self._sums[:, 1] / weight, np.sqrt(self._sums[:, 2] / weight)]).T

    def _take(self, matches: Matches) -> None:
        others = matches.together.sum(-1)
        mean = SCALE * matches.asynchrony.sum(-1) / np.maximum(others, 1)
        self._last[matches.bus[others > 0]] = mean[others > 0]
        np.add.at(self._sums, matches.bus, np.stack([others > 0, mean, mean**2], axis=-1))
