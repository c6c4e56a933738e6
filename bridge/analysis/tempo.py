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
        """At most one beat and one tempo a hop."""
        hops = block.samples.reshape(-1, HOP) + self._dither
        return tuple(
            reading for end, hop in zip(block.ends, hops, strict=True) for reading in self._listen(end, hop)
        )

    def finish(self) -> Readings:
        """Nothing is held back."""
        return ()

    def _listen(self, end: float, hop: F32) -> Readings:
        beat = self._tracker(hop)[0] > 0
        self._heard += HOP
        if not (beat or self._due(end, self._tracker.get_bpm())):  # most hops end here
            return ()
        bpm, confidence = self._tempo()
        return self._beats(beat, end, bpm, confidence) + self._tempi(end, bpm, confidence)

    def _due(self, end: float, bpm: float) -> bool:
        """Whether a tempo of ``bpm`` is to be said."""
        when, said = self._said
        return bpm != said or end - when >= TICK

    def _tempo(self) -> tuple[float, float]:
        bpm, confidence = float(self._tracker.get_bpm()), float(self._tracker.get_confidence())
        good = math.isfinite(bpm) and math.isfinite(confidence)
        return (bpm, min(1.0, max(0.0, confidence))) if good else (0.0, 0.0)

    def _beats(self, beat: bool, end: float, bpm: float, confidence: float) -> Readings:
        if not beat:
            return ()
        ago = (self._heard - self._tracker.get_last()) / RATE
        return (Reading(self._bus, "beat", end - max(0.0, ago), end, bpm, confidence),)

    def _tempi(self, end: float, bpm: float, confidence: float) -> Readings:
        if not self._due(end, bpm):
            return ()
        self._said = (end, bpm)
        return (Reading(self._bus, "tempo", end, end, bpm, confidence),)
