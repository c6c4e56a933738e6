"""A sound bent in time, and where it sounds at all."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import map_coordinates

from bridge.types import F32, RATE
from models.leader.takes import F64, Flags

STILL = 10.0 ** (-45.0 / 20.0)
"""RMS below which a stem rests."""
LOOK = 0.5
"""Seconds over which that RMS is taken."""
FAR = 1e4
"""Seconds before and after all that is ever played."""


def warp(sound: F32, score: F64, played: F64) -> F32:
    """What lay at the moments ``score`` (s) comes at the moments ``played`` (s), the rest in between.

    Both are ``(K,)`` and ascending; outside them the sound keeps its own time. As long as before, and
    silent where nothing is left. Cubic interpolation.
    """
    target = np.r_[played[0] - FAR, played, played[-1] + FAR]
    source = np.r_[score[0] - FAR, score, score[-1] + FAR]
    at = np.interp(np.arange(len(sound)) / RATE, target, source)
    return np.asarray(map_coordinates(sound, [at * RATE], order=3, output=np.float32))


def sounding(sound: F32) -> Flags:
    """Whether a sound is more than still, for each `LOOK`."""
    window = round(LOOK * RATE)
    parts = sound[: len(sound) // window * window].reshape(-1, window)
    return np.asarray(np.sqrt((parts**2).mean(axis=1)) > STILL)
