"""When a stem sounds: its envelope over a threshold, as the annotations of MedleyDB were made.

Bittner et al., "MedleyDB: A Multitrack Dataset for Annotation-Intensive MIR Research", ISMIR 2014: with H
the envelope, C = 1 − 1 / (1 + exp(λ (H − θ))), λ = 20, θ = 0.15, and what has C > 0.5 is active. Here H is
the RMS of 46 ms, Hann-weighted, over the 95th percentile of those of the stem: active is what is within
16.5 dB of its loud passages.
"""

from __future__ import annotations

import numpy as np

from bridge.types import F32
from models.activity.clips import SAMPLES, starts

WINDOW, HOP = 4096, 2048
SLOPE, THRESHOLD, CONFIDENT = 20.0, 0.15, 0.5
LEAST = 0.1
"""Share of a clip in which an instrument is active that is said to sound in it."""
SILENT = 1e-4
"""Envelope, at full scale 1, below which nothing is a loud passage: −80 dB."""


def confidence(sound: F32) -> F32:
    """C ``(frames,)`` each 2048 samples of a stem ``(n,)``; a silent stem has none."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(sound, WINDOW // 2), WINDOW)[::HOP]
    shape = np.hanning(WINDOW).astype(np.float32)
    level = np.sqrt(windows.astype(np.float32) ** 2 @ (shape / shape.sum()))
    height = level / max(SILENT, float(np.percentile(level, 95)))
    return np.asarray(1 - 1 / (1 + np.exp(SLOPE * (height - THRESHOLD))), np.float32)


def shares(confidences: F32, samples: int) -> F32:
    """The share of each whole clip of a sound of ``samples`` in which C > 0.5: ``(clips,)``."""
    active = confidences > CONFIDENT
    spans = [active[first // HOP : (first + SAMPLES) // HOP] for first in starts(samples)]
    return np.array([span.mean() if len(span) else 0.0 for span in spans], np.float32)
