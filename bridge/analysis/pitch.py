"""Which pitch a bus sounds: aubio's YIN in the spectral domain."""

from __future__ import annotations

import math

import aubio
import numpy as np

from bridge.analysis.ear import Readings
from bridge.types import F32, HOP, RATE, WINDOW, Block, Reading

SILENCE = -70.0
"""dBFS below which there is no pitch."""
LOWEST, HIGHEST = 1.05 * RATE / WINDOW, 5000.0
"""Hz; beyond, one window holds no whole period, or aubio's answers are noise."""
TRUSTED = 0.6
"""Confidence from which a pitch is said."""
HELD = 2 * WINDOW
"""Samples kept to compare a window with the one a period earlier."""


class PitchEar:
    """A ``pitch`` reading each hop: Hz at the middle of the last window, 0 when none is heard.

    Monophonic (Brossier 2006, *yinfft*). ``confidence`` is how alike the window and the one a
    period earlier are (their correlation, 0…1): aubio's own is 0 for most low notes. A window
    is short for a bass: below 100 Hz the pitch may be half a semitone off.
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._yin = aubio.pitch("yinfft", WINDOW, HOP, RATE)
        self._yin.set_unit("Hz")
        self._yin.set_silence(SILENCE)
        self._held = np.zeros(HELD, np.float32)

    def push(self, block: Block) -> Readings:
        """One reading a block."""
        self._held[:-HOP] = self._held[HOP:]
        self._held[-HOP:] = block.samples
        hz = float(self._yin(block.samples)[0])
        confidence = periodicity(self._held, RATE / hz) if LOWEST <= hz <= HIGHEST else 0.0
        heard = (hz, confidence) if confidence >= TRUSTED else (0.0, 0.0)
        return (Reading(self._bus, "pitch", block.end - WINDOW / 2 / RATE, block.end, *heard),)

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()


def periodicity(held: F32, period: float) -> float:
    """Correlation, 0…1, of the last `WINDOW` of ``held`` with that ``period`` samples before.

    Parameters: ``held`` float32 ``(n,)``; ``period`` in samples, at most n − `WINDOW` − 1.
    """
    whole = int(period)
    now = held[-WINDOW:]
    near, far = (held[-WINDOW - lag : len(held) - lag] for lag in (whole, whole + 1))
    before = near + np.float32(period - whole) * (far - near)
    power = float(np.dot(now, now)) * float(np.dot(before, before))
    return min(1.0, max(0.0, float(np.dot(now, before)) / math.sqrt(power))) if power > 0.0 else 0.0
