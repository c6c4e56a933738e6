"""A click that can be found again to the sample, whatever a room or a sound card did to it."""

from __future__ import annotations

import numpy as np

from bridge.types import F32

LENGTH = 0.02
"""Seconds that it lasts."""
BAND = (300.0, 8000.0)
"""Hz between which it sweeps: what small loudspeakers and microphones let through."""
LEVEL = 0.25
"""Of full scale: loud in a cable, bearable in a room."""
CLEAR = 8.0
"""How far its best likeness must stand out of the median one before it counts as heard."""


def click(rate: int) -> F32:
    """A short sweep, ``(LENGTH * rate,)``, whose likeness with itself is one narrow peak, unlike a tone's."""
    t = np.arange(int(LENGTH * rate)) / rate
    low, high = BAND
    sweep = np.sin(2 * np.pi * (low * t + (high - low) * t**2 / (2 * LENGTH)))
    return (LEVEL * np.hanning(len(t)) * sweep).astype(np.float32)


def found(heard: F32, sound: F32) -> int | None:
    """The index in ``heard`` ``(n,)`` at which ``sound`` begins; None when it is not in there.

    That of the largest absolute cross-correlation, as gear may turn the sound upside down.
    """
    likeness = np.abs(np.correlate(heard, sound, mode="valid"))
    at = int(np.argmax(likeness))
    return at if likeness[at] > CLEAR * np.median(likeness) + 1e-9 else None
