"""How loud a bus is: RMS over the last window."""

from __future__ import annotations

import math

import numpy as np

from bridge.analysis.ear import Readings
from bridge.types import F32, HOP, RATE, WINDOW, Block, Reading

FLOOR = -120.0
"""dBFS of digital silence."""


def decibels(power: float) -> float:
    """Mean square (1 = full scale) → dBFS, never below `FLOOR`."""
    return max(FLOOR, 10.0 * math.log10(power)) if power > 0.0 else FLOOR


QUIETEST = -50.0
"""dBFS: a running level never falls below."""
FALL = 6.0 * HOP / RATE
"""dB a hop by which a running level forgets: 6 dB a second."""


def loudness(samples: F32) -> float:
    """Mean power of ``samples`` ``(n,)`` in dBFS."""
    return decibels(float(np.dot(samples, samples)) / max(1, len(samples)))


def powers(rows: F32) -> list[float]:
    """Mean power of each row of float32 ``(k, n)``; a row's does not depend on the others."""
    sums: list[float] = np.matmul(rows[:, None, :], rows[:, :, None])[:, 0, 0].tolist()
    return [total / rows.shape[1] for total in sums]


def gain_of(level: float) -> float:
    """What brings a sound of ``level`` dBFS to unit RMS."""
    return float(10.0 ** (-level / 20.0))


class RunningLevel:
    """As loud as a bus got lately, in dBFS: up at once, down by 6 dB a second."""

    def __init__(self) -> None:
        self.value = QUIETEST

    def push(self, window: F32) -> float:
        """The running level after one more hop; ``window`` is the last `WINDOW` samples."""
        return self.follow(loudness(window))

    def follow(self, loud: float) -> float:
        """The running level after one more hop, whose last `WINDOW` samples are ``loud`` dBFS."""
        self.value = max(QUIETEST, self.value - FALL, loud)
        return self.value

    @property
    def gain(self) -> float:
        """Brings the bus to unit RMS when it is as loud as it gets."""
        return gain_of(self.value)


class LevelEar:
    """A ``level`` reading each hop: dBFS of the last `WINDOW` samples, two hops, at their middle."""

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._power = 0.0

    def push(self, block: Block) -> Readings:
        """One reading a hop."""
        hops = powers(block.samples.reshape(-1, HOP))
        before = [self._power, *hops[:-1]]
        self._power = hops[-1]
        return tuple(
            Reading(self._bus, "level", end - WINDOW / 2 / RATE, end, decibels((earlier + power) / 2))
            for end, earlier, power in zip(block.ends, before, hops, strict=True)
        )

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()
