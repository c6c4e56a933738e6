"""How loud a bus is: RMS over the last window."""

from __future__ import annotations

import math

import numpy as np

from bridge.analysis.ear import Readings
from bridge.types import HOP, RATE, WINDOW, Block, Reading

FLOOR = -120.0
"""dBFS of digital silence."""


def decibels(power: float) -> float:
    """Mean square (1 = full scale) → dBFS, never below `FLOOR`."""
    return max(FLOOR, 10.0 * math.log10(power)) if power > 0.0 else FLOOR


class LevelEar:
    """A ``level`` reading each hop: dBFS of the last `WINDOW` samples, at their middle."""

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._powers = [0.0] * (WINDOW // HOP)

    def push(self, block: Block) -> Readings:
        """One reading a block."""
        x = block.samples
        self._powers = [*self._powers[1:], float(np.dot(x, x)) / len(x)]
        value = decibels(sum(self._powers) / len(self._powers))
        return (Reading(self._bus, "level", block.end - WINDOW / 2 / RATE, block.end, value),)

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()
