"""What aubio's own beat tracker makes of a bus."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64

MEMORY = 5.0
"""Seconds over which the tempo's instability is measured."""
REFERENCE = 120.0
"""BPM that reads as 0."""


class AubioTempo:
    """aubio's tempo of each bus alone: value, confidence, and how much it jumps about."""

    axis: ClassVar[Axis] = "bus"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("aubio.tempo", "octaves", "log2 of aubio's BPM over 120; 0 while unknown"),
        Column("aubio.confidence", "0 to 1", "aubio's confidence in it"),
        Column("aubio.instability", "octaves", "root mean square distance from its mean over 5 s"),
    )

    def __init__(self, buses: int) -> None:
        self._mean: F64 = np.full(buses, np.nan)
        self._square: F64 = np.zeros(buses)

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        bpm, confidence = heard.latest["tempo"].T
        known = bpm > 0
        tempo = np.log2(np.where(known, bpm, REFERENCE) / REFERENCE)
        started = known & np.isnan(self._mean)
        self._mean[started] = tempo[started]
        keep = np.exp(-heard.dt / MEMORY)
        distance = np.where(known, tempo - self._mean, 0.0)
        self._mean += (1.0 - keep) * distance
        self._square = keep * self._square + (1.0 - keep) * distance**2
        sure = np.where(known, np.minimum(np.maximum(confidence, 0.0), 1.0), 0.0)
        return np.array([tempo, sure, np.sqrt(self._square)]).T
