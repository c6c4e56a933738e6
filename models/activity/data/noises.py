"""What is on a bus when nobody plays: hiss, rumble, hum, clicks, a room."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from bridge.types import F32, RATE
from models.leader.audio.waves import noise, peaked


def idle(rng: Generator, seconds: float) -> F32:
    """One of the noises, or two together: mono float32 ``(n,)``, peak 1."""
    n = round(seconds * RATE)
    kinds = (_coloured, _hum, _clicks)
    chosen = rng.permutation(len(kinds))[: int(rng.integers(1, 3))]
    return peaked(
        np.sum([rng.uniform(0.1, 1.0) * kinds[i](rng, n) for i in chosen], axis=0, dtype=np.float32)
    )


def _coloured(rng: Generator, n: int) -> F32:
    """Noise whose power falls by 0 to 9 dB an octave."""
    spectrum = np.fft.rfft(rng.standard_normal(n))
    spectrum[1:] *= np.arange(1, len(spectrum)) ** -rng.uniform(0.0, 1.5)
    spectrum[: int(20.0 * n / RATE)] = 0.0
    return peaked(np.fft.irfft(spectrum, n).astype(np.float32))


def _hum(rng: Generator, n: int) -> F32:
    """The mains and its harmonics."""
    t, mains = np.arange(n) / RATE, rng.choice([50.0, 60.0])
    loud = rng.uniform(0.0, 1.0, 12) / np.arange(1, 13) ** rng.uniform(0.3, 1.5)
    wave = sum(a * np.sin(2 * np.pi * k * mains * t + k) for k, a in enumerate(loud, 1))
    return peaked(np.asarray(wave, np.float32))


def _clicks(rng: Generator, n: int) -> F32:
    """Bad contacts, knocks on a stand."""
    out = np.zeros(n, np.float32)
    for first in rng.integers(0, n - 2000, int(n / RATE * rng.uniform(0.3, 4.0)) + 1):
        low = rng.uniform(100.0, 3000.0)
        out[first : first + 2000] += noise(rng, 2000, low, 3 * low) * np.exp(
            -np.arange(2000) / rng.uniform(10, 400)
        )
    return peaked(out)
