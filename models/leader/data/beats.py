"""The tempo that annotated beats make."""

from __future__ import annotations

import numpy as np

from bridge.errors import BridgeError
from bridge.types import TICK
from models.leader.takes import F64

SMOOTH = 5
"""Beat intervals whose median is the tempo: one slip of the annotator's hand changes nothing."""


def ticks(seconds: float) -> F64:
    """The moments ``(T,)`` in seconds at which the model speaks: 0.1, 0.2, … up to ``seconds``."""
    return np.asarray(np.arange(1, int(round(seconds / TICK, 6)) + 1) * TICK)


def tempo_at(beats: F64, at: F64) -> F64:
    """BPM at the times ``at`` (s): the median of `SMOOTH` intervals about each, straight between them.

    Beyond the annotated stretch the nearest value is held. Of fewer than `SMOOTH` intervals each
    counts for itself; with fewer than two beats there is no tempo, and `BridgeError` is raised.
    """
    if len(beats) < 2:
        raise BridgeError(f"{len(beats)} beats make no tempo: annotate two or more")
    width = SMOOTH if len(beats) > SMOOTH else 1
    gaps = np.median(np.lib.stride_tricks.sliding_window_view(np.diff(beats), width), axis=1)
    return np.asarray(60.0 / np.interp(at, (beats[:-width] + beats[width:]) / 2, gaps))
