"""Which pitch a bus sounds: aubio's YIN in the spectral domain."""

from __future__ import annotations

import aubio

from bridge.analysis.ear import Readings
from bridge.types import HOP, RATE, WINDOW, Block, Reading

SILENCE = -70.0
"""dBFS below which there is no pitch."""
LOWEST, HIGHEST = 30.0, 5000.0
"""Hz; aubio's answers beyond are octave errors and noise."""
TRUSTED = 0.5
"""Confidence from which a pitch is said."""


class PitchEar:
    """A ``pitch`` reading each hop: Hz at the middle of the last window, 0 when none is heard.

    Monophonic (Brossier 2006, *yinfft*). ``confidence`` is aubio's, within 0…1.
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._yin = aubio.pitch("yinfft", WINDOW, HOP, RATE)
        self._yin.set_unit("Hz")
        self._yin.set_silence(SILENCE)

    def push(self, block: Block) -> Readings:
        """One reading a block."""
        hz = float(self._yin(block.samples)[0])
        confidence = min(1.0, max(0.0, float(self._yin.get_confidence())))
        heard = LOWEST <= hz <= HIGHEST and confidence >= TRUSTED
        value = hz if heard else 0.0
        t = block.end - WINDOW / 2 / RATE
        return (Reading(self._bus, "pitch", t, block.end, value, confidence if heard else 0.0),)

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()
