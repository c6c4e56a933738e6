"""What comes in is made harmless before any ear hears it."""

from __future__ import annotations

import numpy as np

from bridge.types import F32, HOP, RATE

LOUDEST = 2.0
"""Samples are clipped here (+6 dBFS): a broken driver must not blind the running levels."""
TINY = 1e-15
"""Smaller ones are zero: denormals make processors crawl."""
DRIFT = HOP / RATE / 0.6
"""How fast a constant offset is learnt: a time constant of 0.6 s leaves a bass untouched."""


class Sanitiser:
    """NaN and Inf become silence, DC is removed, denormals vanish, the absurd is clipped.

    Serves several buses at once and never delays them; what happens on one bus never
    reaches another.
    """

    def __init__(self, buses: int) -> None:
        self._offset = np.zeros(buses, np.float32)
        self._ramp = np.linspace(1 / HOP, 1, HOP, dtype=np.float32)

    def push(self, samples: F32) -> F32:
        """Float32 ``(buses, hops · HOP)`` of anything → finite float32 of the same shape, a new array."""
        x = np.clip(samples, -LOUDEST, LOUDEST)
        x[~np.isfinite(samples)] = 0.0
        x = x.reshape(len(samples), -1, HOP)
        offsets, steps = self._follow(x.mean(axis=2))
        x -= offsets[..., None] + steps[..., None] * self._ramp
        x[np.abs(x) < TINY] = 0.0
        return x.reshape(samples.shape)

    def _follow(self, means: F32) -> tuple[F32, F32]:
        """The offset at the beginning of each hop and its step within, float32 ``(buses, hops)`` each."""
        offsets, steps = np.empty_like(means), np.empty_like(means)
        for hop, mean in enumerate(means.T):
            offsets[:, hop] = self._offset
            steps[:, hop] = DRIFT * (mean - self._offset)
            self._offset += steps[:, hop]
        return offsets, steps
