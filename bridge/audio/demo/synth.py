"""The sound of the demo band: each voice turns a note into samples. Plain NumPy.

The voices differ in attack, as instruments do: drums in 1 ms, plucked bass in 3 ms, electric piano
in 4 ms, a bowed lead in 25 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from bridge.audio.demo.score import CRASH, HAT, HIGH_TOM, KICK, LOW_TOM, MID_TOM, OPEN_HAT, SNARE
from bridge.types import F32, RATE

LONGEST = 3.0
"""Seconds no sound is longer than."""
TAU = 2 * np.pi
VIBRATO = 0.012
"""Relative depth of the lead's vibrato, a fifth of a tone."""

Voice = Callable[[int, float], F32]
"""``(MIDI pitch, seconds held) -> float32 (n,)``, full strength, n at most ``LONGEST`` seconds."""


def hertz(pitch: float) -> float:
    """Frequency of a MIDI note number; 69 is 440 Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def _time(seconds: float) -> F32:
    return np.arange(int(min(seconds, LONGEST) * RATE), dtype=np.float32) / np.float32(RATE)


def _envelope(t: F32, attack: float, decay: float, held: float, release: float) -> F32:
    """Straight up, exponentially down, let go ``release`` seconds before the end of ``t`` at ``held``."""
    falling = np.exp(-t / np.float32(decay))
    gate = np.clip((held + release - t) / np.float32(release), 0, 1)
    return np.asarray(np.minimum(t / np.float32(attack), 1) * falling * gate, dtype=np.float32)


def _noise(n: int, seed: int) -> F32:
    return default_rng(seed).standard_normal(n, dtype=np.float32)


def _bright(sound: F32, times: int) -> F32:
    """High-passed by differences: 6 dB an octave each."""
    for _ in range(times):
        sound = np.diff(sound, prepend=np.float32(0)) * np.float32(0.7)
    return sound


def _swept(t: F32, low: float, high: float, fall: float) -> F32:
    """A sine that falls from ``high`` to ``low`` Hz, as a struck skin does."""
    phase = low * t + (high - low) * fall * (1 - np.exp(-t / np.float32(fall)))
    return np.asarray(np.sin(np.float32(TAU) * phase), dtype=np.float32)


def _kick() -> F32:
    t = _time(0.35)
    click = _noise(len(t), 1) * np.exp(-t / np.float32(0.003))
    skin = _swept(t, 48, 190, 0.03)
    return np.asarray((skin + 0.15 * click) * _envelope(t, 0.001, 0.11, 0.3, 0.05), dtype=np.float32)


def _snare() -> F32:
    t = _time(0.28)
    wires = _bright(_noise(len(t), 2), 1) * np.exp(-t / np.float32(0.07))
    skin = _swept(t, 185, 320, 0.01) * np.exp(-t / np.float32(0.05))
    return np.asarray((0.7 * wires + 0.6 * skin) * _envelope(t, 0.001, 9, 0.2, 0.08), dtype=np.float32)


def _tom(low: float) -> F32:
    t = _time(0.4)
    skin = _swept(t, low, low * 1.6, 0.05)
    return np.asarray(skin * _envelope(t, 0.001, 0.13, 0.3, 0.1), dtype=np.float32)


def _cymbal(seconds: float, decay: float, seed: int) -> F32:
    t = _time(seconds)
    squares = (np.sign(np.sin(np.float32(TAU * partial) * t)) for partial in (3170, 4213, 5417, 6891, 8123))
    ring = sum(squares, np.zeros_like(t))
    metal = _bright(_noise(len(t), seed) + np.float32(0.3) * ring, 3)
    return np.asarray(0.9 * metal * _envelope(t, 0.001, decay, seconds - 0.05, 0.05), dtype=np.float32)


def kit() -> Voice:
    """Drums by General MIDI number; a stroke always rings out."""
    drums: Mapping[int, F32] = {
        KICK: 1.1 * _kick(),
        SNARE: _snare(),
        LOW_TOM: _tom(85),
        MID_TOM: _tom(120),
        HIGH_TOM: _tom(165),
        HAT: 0.45 * _cymbal(0.12, 0.025, 3),
        OPEN_HAT: 0.4 * _cymbal(0.4, 0.13, 4),
        CRASH: 0.4 * _cymbal(1.5, 0.45, 5),
    }
    return lambda pitch, _held: drums[pitch]


def bass(pitch: int, held: float) -> F32:
    """A plucked FM bass whose brightness fades faster than its tone."""
    t = _time(held + 0.05)
    phase = np.float32(TAU * hertz(pitch)) * t
    index = np.float32(2.6) * np.exp(-t / np.float32(0.12)) + np.float32(0.5)
    tone = np.sin(phase + index * np.sin(phase)) + np.float32(0.4) * np.sin(phase)
    return np.asarray(tone * _envelope(t, 0.003, 0.9, held, 0.04), dtype=np.float32)


def keys(pitch: int, held: float) -> F32:
    """An electric piano: an FM tone at 1:1 for the body and a short one at 14:1 for the tine."""
    t = _time(held + 0.1)
    phase = np.float32(TAU * hertz(pitch)) * t
    body = np.sin(phase + np.float32(1.3) * np.exp(-t / np.float32(0.5)) * np.sin(phase))
    tine = np.sin(phase + np.float32(0.9) * np.exp(-t / np.float32(0.06)) * np.sin(14 * phase))
    return np.asarray((0.7 * body + 0.3 * tine) * _envelope(t, 0.004, 1.1, held, 0.09), dtype=np.float32)


def lead(pitch: int, held: float) -> F32:
    """A bowed, reedy voice: eight harmonics, vibrato that comes in late, a little breath."""
    t = _time(held + 0.07)
    pitch_hz, rate = hertz(pitch), 5.5
    swell = np.clip((t - 0.15) / np.float32(0.25), 0, 1)
    vibrato = np.float32(VIBRATO * pitch_hz / (TAU * rate)) * swell * np.sin(np.float32(TAU * rate) * t)
    phase = np.float32(TAU) * (np.float32(pitch_hz) * t + vibrato)
    tone = sum((np.sin(k * phase) / np.float32(k**1.2) for k in range(1, 9)), np.zeros_like(t))
    breath = np.float32(0.08) * _bright(_noise(len(t), pitch), 1)
    return np.asarray((tone + breath) * _envelope(t, 0.025, 2.5, held, 0.06), dtype=np.float32)


VOICES: Mapping[str, Callable[[], Voice]] = MappingProxyType(
    {"drums": kit, "bass": lambda: bass, "keys": lambda: keys, "lead": lambda: lead}
)
"""Makers of the voices by bus."""

GAINS: Mapping[str, float] = MappingProxyType({"drums": 0.9, "bass": 0.4, "keys": 0.4, "lead": 0.45})
"""So that the buses are about equally loud."""


def limited(mix: NDArray[np.float32]) -> F32:
    """Softly kept below 0.85, as a tape machine would."""
    return np.asarray(np.float32(0.85) * np.tanh(mix / np.float32(0.85)), dtype=np.float32)
