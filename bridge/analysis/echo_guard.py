"""Onsets that are only what is left of an echo are told from notes."""

from __future__ import annotations

import numpy as np

from bridge.analysis.flux import filterbank
from bridge.analysis.level import RunningLevel
from bridge.types import F32, HOP, RATE, WINDOW

HELD = 13 * HOP
"""Samples kept of each bus and its echo: 151 ms."""
LEFT = 0.7
"""Of the estimated echo's amplitude in a band, what may be left in the residual."""
ENOUGH = 3.0
"""Rise beyond the echo that makes a note: notes in time with the echo have it, leftovers do not."""
BEFORE = WINDOW // 8
"""Samples of a note's window that lie before its attack."""


class EchoGuard:
    """Remembers residual and estimated echo of ``buses`` buses and judges onsets on them."""

    def __init__(self, buses: int) -> None:
        self._residual: F32 = np.zeros((buses, HELD), np.float32)
        self._echo: F32 = np.zeros((buses, HELD), np.float32)
        self._levels = tuple(RunningLevel() for _ in range(buses))
        self._bank = filterbank()
        self._hann = np.hanning(WINDOW).astype(np.float32)

    def push(self, residual: F32, echo: F32) -> None:
        """Hold one more block of all buses: float32 ``(buses, HOP)`` each."""
        for held, new in ((self._residual, residual), (self._echo, echo)):
            held[:, :-HOP] = held[:, HOP:]
            held[:, -HOP:] = new
        for level, held in zip(self._levels, self._residual, strict=True):
            level.push(held[-WINDOW:])

    def is_note(self, bus: int, ago: float) -> bool:
        """Whether the sound that began ``ago`` seconds before now is more than echo.

        Its bands must rise by `ENOUGH` in all (log₁₀, the bus at unit level) over what sounded
        before or may be left of the echo, whichever is more.
        """
        attack = HELD - round(ago * RATE)
        first = min(HELD - WINDOW, max(WINDOW - BEFORE, attack - BEFORE))
        last = first - WINDOW + BEFORE
        now, before = (self._bands(self._residual[bus, k : k + WINDOW]) for k in (first, last))
        left = LEFT * self._bands(self._echo[bus, first : first + WINDOW])
        gain = self._levels[bus].gain
        rise = np.log10((1.0 + gain * now) / (1.0 + gain * np.maximum(before, left)))
        return float(np.maximum(rise, 0.0).sum()) >= ENOUGH

    def _bands(self, samples: F32) -> F32:
        return np.asarray(self._bank @ np.abs(np.fft.rfft(samples * self._hann)).astype(np.float32))
