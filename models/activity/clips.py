"""What one clip is: the same for training, judge and bridge."""

from __future__ import annotations

import numpy as np

from bridge.analysis.mel import Mel
from bridge.labels import INSTRUMENTS
from bridge.types import F32

MEL = Mel(bands=80)
LENGTH = 43
"""Frames of a clip: 0.998 s from one to the next."""
EVERY = LENGTH * MEL.hop
SAMPLES = (LENGTH - 1) * MEL.hop + MEL.window
"""Samples of a clip; its last frame reaches into the next."""
LABELS = INSTRUMENTS


def starts(samples: int) -> range:
    """First samples of the whole clips of a sound that long."""
    return range(0, samples - SAMPLES + 1, EVERY)


def clips(sound: F32) -> F32:
    """The whole clips of a mono sound at 44.1 kHz: log-mel frames ``(n, 43, 80)`` float32."""
    found = [MEL.frames(sound[first : first + SAMPLES]) for first in starts(len(sound))]
    return np.stack(found) if found else np.zeros((0, LENGTH, MEL.bands), np.float32)
