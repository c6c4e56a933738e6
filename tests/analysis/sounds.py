"""Sounds whose notes begin at exactly known samples, made from nothing but a seed."""

from collections.abc import Callable, Sequence

import numpy as np

from bridge.analysis.ear import Ear
from bridge.types import F32, HOP, RATE, Block, Reading

Voice = Callable[[np.random.Generator, np.ndarray], np.ndarray]


def click(rng: np.random.Generator, s: np.ndarray) -> np.ndarray:
    return rng.standard_normal(len(s)) * np.exp(-s / 0.004)


def kick(rng: np.random.Generator, s: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * (50 * s + 1.8 * (1 - np.exp(-s / 0.03)))) * np.exp(-s / 0.12)


def pluck(rng: np.random.Generator, s: np.ndarray) -> np.ndarray:
    f = rng.uniform(110, 660)
    return sum(np.sin(2 * np.pi * f * h * s) / h * np.exp(-s * h / 0.25) for h in range(1, 8))


def bass(rng: np.random.Generator, s: np.ndarray) -> np.ndarray:
    f = rng.uniform(35, 130)
    return sum(np.sin(2 * np.pi * f * h * s) / h * np.exp(-s * h / 0.5) for h in range(1, 8))


def bowed(rng: np.random.Generator, s: np.ndarray) -> np.ndarray:
    f = rng.uniform(200, 660)
    swell = np.minimum(1, s / 0.05) * np.clip((0.3 - s) / 0.05, 0, 1)
    return sum(np.sin(2 * np.pi * f * h * s) / h for h in range(1, 6)) * swell


def play(voice: Voice, times: Sequence[float], seconds: float, *, seed: int = 0, noise: float = 1e-4) -> F32:
    """Notes of ``voice`` at ``times`` (seconds), peaks between .1 and .4, on a floor of noise."""
    rng = np.random.default_rng(seed)
    sound = noise * rng.standard_normal(round(seconds * RATE))
    for time in times:
        first = round(time * RATE)
        s = np.arange(min(round(0.4 * RATE), len(sound) - first)) / RATE
        note = voice(rng, s) * np.clip((0.4 - s) / 0.06, 0, 1)
        sound[first : first + len(s)] += rng.uniform(0.1, 0.4) * note / np.abs(note).max()
    return sound.astype(np.float32)


def uneven_times(seconds: float, seed: int = 0) -> list[float]:
    """Quavers at 120 BPM, some left out, each displaced by about 12 ms."""
    rng = np.random.default_rng(seed)
    grid = np.arange(0.5, seconds - 0.5, 0.25)
    return [float(t + rng.normal(0, 0.012)) for t in grid if rng.random() < 0.75]


def blocks(sound: F32, bus: str = "bus", start: int = 0) -> list[Block]:
    hops = len(sound) // HOP
    return [Block(bus, start + i * HOP, RATE, sound[i * HOP : (i + 1) * HOP]) for i in range(hops)]


def hear(ear: Ear, sound: F32) -> list[Reading]:
    return [r for block in blocks(sound) for r in ear.push(block)] + list(ear.finish())


def errors(heard: Sequence[float], true: Sequence[float], within: float = 0.05) -> np.ndarray:
    """Heard − true of each true time that has something heard nearby: float64 ``(m,)``."""
    heard = np.asarray(heard)
    nearest = np.array([heard[np.argmin(np.abs(heard - t))] - t for t in true])
    return nearest[np.abs(nearest) <= within]
