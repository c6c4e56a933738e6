"""Which tempo a bus plays on its own, and its beats: aubio's beat tracker."""

from __future__ import annotations

import math

import aubio
import numpy as np

from bridge.analysis.ear import Readings
from bridge.types import F32, HOP, RATE, TICK, WINDOW, Block, Reading

DITHER = 1e-6
"""Amplitude (−120 dBFS) of the noise that keeps aubio from seeing digital silence."""


def _dither() -> F32:
    rng = np.random.default_rng(0)
    return (DITHER * rng.standard_normal(HOP)).astype(np.float32)


class TempoEar:
    """``beat`` readings, and a ``tempo`` reading on each change and each `TICK`.

    aubio's tempo (Davies' beat tracker over spectral flux) keeps silent on a beat whose hop is
    below its silence gate, so a sparse stem loses a quarter of its beats; an open gate over
    inaudible dither gives them back. ``confidence`` is aubio's, within 0…1; the tempo is 0
    until there is one (about 3 s).
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._tracker = aubio.tempo("default", WINDOW, HOP, RATE)
        self._tracker.set_silence(-200.0)
        self._dither = _dither()
        self._heard = 0
        self._said = (-math.inf, -1.0)

    def push(self, block: Block) -> Readings:
        """At most one beat and one tempo."""
        beat = self._tracker(block.samples + self._dither)[0] > 0
        self._heard += len(block.samples)
        bpm, confidence = self._tempo()
        return self._beats(beat, block, bpm, confidence) + self._tempi(block, bpm, confidence)

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()

    def _tempo(self) -> tuple[float, float]:
        bpm, confidence = float(self._tracker.get_bpm()), float(self._tracker.get_confidence())
        good = math.isfinite(bpm) and math.isfinite(confidence)
        return (bpm, min(1.0, max(0.0, confidence))) if good else (0.0, 0.0)

    def _beats(self, beat: bool, block: Block, bpm: float, confidence: float) -> Readings:
        if not beat:
            return ()
        ago = (self._heard - self._tracker.get_last()) / RATE
        t = block.end - max(0.0, ago)
        return (Reading(self._bus, "beat", t, block.end, bpm, confidence),)

    def _tempi(self, block: Block, bpm: float, confidence: float) -> Readings:
        when, said = self._said
        if bpm == said and block.end - when < TICK:
            return ()
        self._said = (block.end, bpm)
        return (Reading(self._bus, "tempo", block.end, block.end, bpm, confidence),)
