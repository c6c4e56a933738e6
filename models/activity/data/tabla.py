"""A rough tabla from arithmetic, for want of any in General MIDI.

The dayan's loaded skin has harmonic partials (Raman, "The Indian musical drums", Proceedings of the Indian
Academy of Sciences A 1, 1934); the bayan's pitch is bent by the heel of the hand.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from bridge.types import F32, RATE
from models.leader.audio.waves import TAU, noise, peaked

THEKAS = (
    "Dddd Dddd Dttt tddd",
    "D-t-n-g-D-t-n-g-",
    "Dgtknd-tDgtknd-t",
    "d-ntd-ntD-ggt-n-",
    "tktktktkDndnDndn",
)
"""Bols a sixteenth each: D both drums, d and n the dayan open, t and k closed, g the bayan."""


def tabla(rng: Generator, seconds: float) -> F32:
    """A player of one pair of drums: mono float32 ``(n,)``, peak 1."""
    out = np.zeros(round(seconds * RATE), np.float32)
    theka = THEKAS[rng.integers(len(THEKAS))].replace(" ", "")
    tuned, low, step = (
        rng.uniform(220.0, 400.0),
        rng.uniform(65.0, 110.0),
        60.0 / rng.uniform(60.0, 180.0) / 4,
    )
    for i in range(int((seconds - 1.0) / step)):
        first = round((i * step + abs(rng.normal(0.0, 0.005))) * RATE)
        for sound in _strokes(theka[i % len(theka)], tuned, low, rng):
            end = min(len(out), first + len(sound))
            out[first:end] += np.float32(rng.uniform(0.3, 1.0)) * sound[: end - first]
    return peaked(out)


def _strokes(bol: str, tuned: float, low: float, rng: Generator) -> list[F32]:
    made = []
    if bol in "Ddn":
        made.append(_dayan(tuned, rng.uniform(0.12, 0.4), rng))
    if bol in "tk":
        made.append(_dayan(tuned, rng.uniform(0.01, 0.03), rng))
    if bol in "Dg":
        made.append(_bayan(low, rng))
    return made


def _dayan(hertz: float, decay: float, rng: Generator) -> F32:
    t = np.arange(round(5 * decay * RATE) + 2000, dtype=np.float32) / np.float32(RATE)
    tone = sum(
        np.float32(rng.uniform(0.2, 1.0) / k)
        * np.exp(-t * np.float32((0.7 + 0.3 * k) / decay))
        * np.sin(TAU * np.float32(k * hertz * rng.uniform(0.995, 1.005)) * t)
        for k in range(1, 6)
    )
    slap = noise(rng, len(t), 900, 7000) * np.exp(-t / np.float32(0.006))
    return peaked(peaked(np.asarray(tone)) + np.float32(rng.uniform(0.2, 0.6)) * slap)


def _bayan(hertz: float, rng: Generator) -> F32:
    t = np.arange(round(0.9 * RATE), dtype=np.float32) / np.float32(RATE)
    bend = 1 + rng.uniform(-0.15, 0.6) * (1 - np.exp(-t / np.float32(rng.uniform(0.05, 0.3))))
    phase = TAU * np.cumsum(np.float32(hertz) * bend) / RATE
    skin = (np.sin(phase) + np.float32(0.3) * np.sin(2 * phase)) * np.exp(
        -t / np.float32(rng.uniform(0.12, 0.35))
    )
    return peaked(skin + np.float32(0.15) * noise(rng, len(t), 200, 2500) * np.exp(-t / np.float32(0.008)))
