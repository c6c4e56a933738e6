"""Drums from noise and falling sines, by their General MIDI key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from bridge.types import F32, RATE
from models.leader.audio.waves import TAU, noise, peaked


@dataclass(frozen=True, slots=True)
class Kit:
    """A drum kit: ``tune`` times the usual pitch, ``ring`` times the usual decay, ``snap`` 0 to 1 of the
    beater's click, ``wires`` 0 to 1 of noise in the snare.
    """

    tune: float
    ring: float
    snap: float
    wires: float

    def stroke(self, key: int, strength: float, rng: Generator) -> F32:
        """A stroke on the drum of General MIDI ``key``, float32 ``(n,)``; unknown keys are toms."""
        return DRUMS.get(key, _tom)(self, key, 0.5 + 0.5 * strength, rng)


Stroke = Callable[[Kit, int, float, Generator], F32]


def _seconds(seconds: float) -> F32:
    return np.arange(round(seconds * RATE), dtype=np.float32) / np.float32(RATE)


def _fall(t: F32, decay: float) -> F32:
    """Up within half a millisecond, down by 1/e in ``decay`` seconds, silent at the end."""
    up = np.minimum(t / np.float32(0.0005), 1.0)
    end = np.clip((t[-1] - t) / np.float32(0.01), 0.0, 1.0)
    return np.asarray(up * np.exp(-t / np.float32(decay)) * end, dtype=np.float32)


def _skin(t: F32, low: float, high: float, fall: float) -> F32:
    """A sine that falls from ``high`` to ``low`` Hz."""
    phase = low * t + (high - low) * fall * (1.0 - np.exp(-t / np.float32(fall)))
    return np.asarray(np.sin(TAU * phase + np.float32(0.5)), dtype=np.float32)


def _kick(kit: Kit, key: int, strength: float, rng: Generator) -> F32:
    t = _seconds(0.35 * kit.ring)
    click = noise(rng, len(t), 1500, 8000) * np.exp(-t / np.float32(0.003))
    skin = _skin(t, 48 * kit.tune, 190 * kit.tune, 0.03)
    return peaked((skin + np.float32(kit.snap * strength * 0.6) * click) * _fall(t, 0.1 * kit.ring))


def _snare(kit: Kit, key: int, strength: float, rng: Generator) -> F32:
    t = _seconds(0.3 * kit.ring)
    wires = noise(rng, len(t), 1200, 12_000) * _fall(t, 0.07 * kit.ring)
    skin = _skin(t, 185 * kit.tune, 320 * kit.tune, 0.01) * _fall(t, 0.05 * kit.ring)
    return 0.9 * peaked(skin + np.float32(kit.wires * strength * 0.6) * wires)


def _rim(kit: Kit, key: int, strength: float, rng: Generator) -> F32:
    t = _seconds(0.08)
    wood = np.sin(TAU * np.float32(1700 * kit.tune) * t) + np.sin(TAU * np.float32(2450 * kit.tune) * t)
    return 0.7 * peaked(wood * _fall(t, 0.012) + 0.2 * noise(rng, len(t), 2000, 12_000) * _fall(t, 0.004))


def _tom(kit: Kit, key: int, strength: float, rng: Generator) -> F32:
    t = _seconds(0.45 * kit.ring)
    low = 70.0 * kit.tune * 2.0 ** ((key % 12) / 12)
    click = noise(rng, len(t), 800, 6000) * np.exp(-t / np.float32(0.004))
    return 0.9 * peaked((_skin(t, low, 1.6 * low, 0.05) + 0.3 * kit.snap * click) * _fall(t, 0.13 * kit.ring))


def _metal(seconds: float, decay: float, loud: float, low: float = 5000.0) -> Stroke:
    """A cymbal: noise above ``low`` Hz over a few inharmonic squares."""

    def stroke(kit: Kit, key: int, strength: float, rng: Generator) -> F32:
        t = _seconds(seconds)
        partials = np.array([3170.0, 4213.0, 5417.0, 6891.0, 8123.0]) * kit.tune
        ring = sum((np.sign(np.sin(TAU * np.float32(f) * t)) for f in partials), np.zeros_like(t))
        hiss = noise(rng, len(t), low, 16_000) + np.float32(0.15) * ring
        return np.float32(loud) * peaked(hiss * _fall(t, decay * kit.ring))

    return stroke


def _block(hz: float, decay: float) -> Stroke:
    """Wood or a bell: two short partials."""

    def stroke(kit: Kit, key: int, strength: float, rng: Generator) -> F32:
        t = _seconds(4.0 * decay)
        tone = np.sin(TAU * np.float32(hz * kit.tune) * t) + 0.6 * np.sin(
            TAU * np.float32(1.504 * hz * kit.tune) * t
        )
        return 0.8 * peaked(tone * _fall(t, decay))

    return stroke


DRUMS: Mapping[int, Stroke] = MappingProxyType(
    {
        35: _kick,
        36: _kick,
        37: _rim,
        38: _snare,
        39: _snare,
        40: _snare,
        42: _metal(0.12, 0.025, 0.5),
        44: _metal(0.1, 0.02, 0.4),
        46: _metal(0.5, 0.14, 0.5),
        49: _metal(1.5, 0.45, 0.6),
        51: _metal(1.0, 0.3, 0.45),
        53: _block(950.0, 0.15),
        54: _metal(0.2, 0.05, 0.5, 7000.0),
        56: _block(560.0, 0.06),
        57: _metal(1.5, 0.5, 0.6),
        59: _metal(1.0, 0.25, 0.45),
        70: _metal(0.08, 0.02, 0.4, 6000.0),
        75: _block(2500.0, 0.025),
        76: _block(880.0, 0.03),
        77: _block(620.0, 0.03),
        82: _metal(0.1, 0.03, 0.4, 6000.0),
    }
)
"""How the drum of a General MIDI key sounds; what is not here is a tom."""
