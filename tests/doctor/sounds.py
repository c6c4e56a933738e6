"""Sounds whose nature is known, float32 at 48 kHz, and what the doctor hears of them."""

from __future__ import annotations

import numpy as np

from bridge.doctor.heard import Heard, Sound

RATE = 48_000
SECONDS = 4.0
N = int(SECONDS * RATE)
T = np.arange(N) / RATE


def sine(hz: float, peak: float = 0.5) -> np.ndarray:
    return (peak * np.sin(2 * np.pi * hz * T)).astype(np.float32)


def noise(peak: float, seed: int = 0) -> np.ndarray:
    return (peak * np.random.default_rng(seed).uniform(-1, 1, N)).astype(np.float32)


def drum(hz: float, at: np.ndarray, seed: int, hiss: float = 0.2) -> np.ndarray:
    """A drum that is struck at the seconds ``at``: a tone of ``hz`` that dies away, and some noise."""
    sound, rng = np.zeros(N, np.float32), np.random.default_rng(seed)
    t = np.arange(int(0.2 * RATE)) / RATE
    for second in at[(at >= 0) & (at < SECONDS - 0.25)]:
        stroke = 0.5 * np.exp(-t / 0.05) * np.sin(2 * np.pi * hz * t)
        stroke += hiss * np.exp(-t / 0.01) * rng.normal(size=len(t))
        first = round(second * RATE)
        sound[first : first + len(t)] += stroke.astype(np.float32)
    return sound


def sixteen_bits(samples: np.ndarray) -> np.ndarray:
    """The same as a CD has it."""
    return (np.round(samples * 32_767) / 32_768).astype(np.float32)


def heard(clocks: np.ndarray | None = None, **buses: np.ndarray) -> Heard:
    """What was heard of buses on a device, by name."""
    sounds = tuple(Sound(name, name, samples.astype(np.float32)) for name, samples in buses.items())
    return Heard(RATE, sounds, np.zeros(0) if clocks is None else clocks)
