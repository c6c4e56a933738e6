"""Which pitch a bus sounds: aubio's YIN."""

from __future__ import annotations

import aubio

from bridge.analysis.ear import Readings
from bridge.types import F32, HOP, RATE, WINDOW, Block, Reading

SPAN = 2 * WINDOW
"""Samples looked at. The ears' own window, 23 ms, holds less than two periods of a bass's low E
(41 Hz): on a real bass it read three times the pitch, this one reads it."""
SILENCE = -70.0
"""dBFS below which there is no pitch."""
LOWEST, HIGHEST = 2.0 * RATE / SPAN, 5000.0
"""Hz; beyond, the samples hold no two periods, or the answers are noise."""
TRUSTED = 0.6
"""Confidence from which a pitch is said."""


class PitchEar:
    """A ``pitch`` reading each hop: Hz at the middle of the samples looked at, 0 when none is heard.

    Monophonic: YIN (de Cheveigné & Kawahara 2002) in aubio's fast form. ``confidence`` 0…1 is
    one minus YIN's aperiodicity.
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._yin = aubio.pitch("yinfast", SPAN, HOP, RATE)
        self._yin.set_unit("Hz")
        self._yin.set_silence(SILENCE)

    def push(self, block: Block) -> Readings:
        """One reading a hop."""
        return tuple(
            Reading(self._bus, "pitch", end - SPAN / 2 / RATE, end, *self._look(hop))
            for end, hop in zip(block.ends, block.samples.reshape(-1, HOP), strict=True)
        )

    def _look(self, hop: F32) -> tuple[float, float]:
        """Hz and confidence."""
        hz, confidence = float(self._yin(hop)[0]), float(self._yin.get_confidence())
        sure = LOWEST <= hz <= HIGHEST and confidence >= TRUSTED
        return (hz, min(1.0, confidence)) if sure else (0.0, 0.0)

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()
