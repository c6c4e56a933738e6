"""What is common to all buses."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64
from bridge.leader.parts.onsets import SILENT

MEMORY = 4.0
"""Seconds over which onsets are counted and the period's change is measured."""


class World:
    """The common period, its quality and change, and how many play."""

    axis: ClassVar[Axis] = "world"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("period.log2", "octaves", "log2 of the common period over 0.5 s"),
        Column("period.quality", "0 to 1", "share of the tempograms' weight at it"),
        Column("period.change", "octaves", "against its mean over 4 s"),
        Column("ensemble.playing", "0 to 1", "share of the buses with an onset within 2.5 s"),
        Column("ensemble.rate", "ln(1 + 1/s)", "onsets a second of all buses over 4 s"),
        Column("ensemble.size", "ln N", "buses"),
    )

    def __init__(self, buses: int) -> None:
        self._size = float(np.log(max(buses, 1)))
        self._mean = 0.0
        self._rate = 0.0

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        keep = math.exp(-heard.dt / MEMORY)
        period = math.log2(heard.period / 0.5)
        self._mean = keep * self._mean + (1.0 - keep) * period
        self._rate = keep * self._rate + len(heard.onsets) / MEMORY
        playing = np.count_nonzero(heard.t - heard.history.last < SILENT) / len(heard.history.last)
        rate = math.log1p(self._rate)
        return np.array([period, heard.quality, period - self._mean, playing, rate, self._size])
