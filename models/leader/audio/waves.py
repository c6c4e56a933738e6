"""What several syntheses are made of: moments, swells, noise, harmonics."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy.signal import butter, sosfilt

from bridge.types import F32, RATE

LONGEST = 2.0
"""Seconds that a note rings at most."""
TAU = np.float32(2.0 * np.pi)


def hertz(pitch: float) -> float:
    """Frequency of a MIDI note number; 69 is 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def clock() -> F32:
    """Seconds of each sample of a note."""
    return np.arange(round(LONGEST * RATE), dtype=np.float32) / np.float32(RATE)


def rise(t: F32, attack: float) -> F32:
    """From 0 to 1 in ``attack`` seconds, straight at first and rounded at the top."""
    return np.asarray(np.sin(np.minimum(t / np.float32(attack), 1.0) * (TAU / 4)), dtype=np.float32)


def noise(rng: Generator, n: int, low: float, high: float) -> F32:
    """White noise within ``low`` to ``high`` Hz, RMS about 1."""
    band = butter(2, (low, high), "bandpass", fs=RATE, output="sos")
    sound = sosfilt(band, rng.standard_normal(n, dtype=np.float32))
    return np.asarray(sound / (np.std(sound) + 1e-9), dtype=np.float32)


def peaked(sound: F32) -> F32:
    """Scaled to a peak of 1."""
    return np.asarray(sound / (np.abs(sound).max() + 1e-9), dtype=np.float32)


def partials(phase: F32, hz: float, tilt: float, most: int) -> F32:
    """A sum of ``most`` harmonics k of amplitude k^-tilt, as far as they stay below 16 kHz."""
    ks = np.arange(1, max(2, min(most + 1, int(16_000 / hz))))
    wave = np.zeros(4096, np.float32)
    turn = np.arange(4096, dtype=np.float32) / 4096
    for k in ks:
        wave += np.sin(TAU * k * turn + k * k) / np.float32(k**tilt)
    return np.asarray(wave[(phase * 4096).astype(np.int64) & 4095])
