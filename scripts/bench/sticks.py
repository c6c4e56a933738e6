"""Takes in which a drummer counts in: sticks, sometimes noodling before, the band from beat 5 on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridge.audio.demo.score import HAT, KICK, SNARE
from bridge.audio.demo.synth import bass, kit
from bridge.types import RATE

BUSES = ("drums", "bass")
MOTOR = 0.004
"""Seconds: standard deviation of the stroke of a drummer who counts at a steady tempo."""
NOODLE_ENDS = 2.2
"""Beats before the first click at which the last noodled note begins, at the latest."""
SONG = 6
"""Beats of the band that are played."""
NOISE = 10.0 ** (-60 / 20)
"""The room, full scale."""
DRUMS = kit()


@dataclass(frozen=True)
class Take:
    """``sound`` float32 ``(2, n)`` at 44.1 kHz; ``beat5`` and ``music`` in seconds: where the fifth beat of
    the count lies, and where the band comes in."""

    kind: str
    bpm: float
    sound: np.ndarray
    beat5: float
    music: float


def clean(rng: np.random.Generator) -> Take:
    """Four clicks, and the band on beat 5."""
    return _take("clean", rng, np.arange(4), 4)


def missing(rng: np.random.Generator) -> Take:
    """One of the four clicks is not there; the band comes in on beat 5 all the same."""
    return _take("one missing", rng, np.delete(np.arange(4), rng.integers(4)), 4)


def fifth(rng: np.random.Generator) -> Take:
    """A fifth click on beat 5; the band comes in a beat later."""
    return _take("a fifth", rng, np.arange(5), 5)


def doubled(rng: np.random.Generator) -> Take:
    """One stroke more, between two of the four."""
    extra = rng.integers(3) + rng.uniform(0.3, 0.7)
    return _take("one between", rng, np.sort(np.append(np.arange(4), extra)), 4)


def _take(kind: str, rng: np.random.Generator, clicks: np.ndarray, enters: int) -> Take:
    bpm = float(rng.uniform(60, 200))
    beat = 60.0 / bpm
    first = 1.0 + 4 * beat
    music = first + enters * beat
    out = NOISE * rng.standard_normal((2, round((music + SONG * beat) * RATE)))
    if rng.random() < 0.5:
        _noodle(rng, out, first - NOODLE_ENDS * beat)
    stick, loud = _stick(rng), 10.0 ** (rng.uniform(-24, -6) / 20)
    for place in clicks:
        at = first + place * beat + rng.normal(0, MOTOR)
        stroke = loud * 10.0 ** (rng.normal(0, 1.5) / 20) * stick
        _add(out[0], at, stroke)
        _add(out[1], at + 0.008, 0.02 * stroke)
    _play(rng, out, music, beat)
    return Take(kind, bpm, out.astype(np.float32), first + 4 * beat, music)


def _stick(rng: np.random.Generator) -> np.ndarray:
    """Two sticks struck together: three wooden modes and a knock, gone within 50 ms."""
    t = np.arange(round(0.08 * RATE)) / RATE
    modes = zip(rng.uniform(1500, 6500, 3), rng.uniform(0.004, 0.015, 3), strict=True)
    sound = sum(np.sin(2 * np.pi * f * t) * np.exp(-t / fall) for f, fall in modes)
    sound = sound + rng.uniform(0.3, 1) * rng.standard_normal(len(t)) * np.exp(-t / 0.003)
    sound *= np.minimum(t / 0.0003, 1)
    return sound / np.abs(sound).max()


def _noodle(rng: np.random.Generator, out: np.ndarray, end: float) -> None:
    """Strokes and notes that mean nothing, until ``end``."""
    for at in np.sort(rng.uniform(0.1, end, rng.integers(3, 9))):
        _add(out[0], at, rng.uniform(0.05, 0.4) * DRUMS(int(rng.choice([KICK, SNARE, HAT])), 1.0))
        if rng.random() < 0.4:
            _add(out[1], at, rng.uniform(0.1, 0.3) * bass(int(rng.integers(28, 48)), 0.2))


def _play(rng: np.random.Generator, out: np.ndarray, start: float, beat: float) -> None:
    for eighth in range(2 * SONG):
        at = start + eighth * beat / 2 + rng.normal(0, MOTOR)
        drum = KICK if eighth % 4 == 0 else SNARE if eighth % 4 == 2 else HAT
        _add(out[0], at, 0.4 * DRUMS(drum, 1.0) + 0.0)
        if eighth % 2 == 0:
            _add(out[1], at + rng.normal(0, MOTOR), 0.3 * bass(33, beat * 0.4))


def _add(bus: np.ndarray, at: float, note: np.ndarray) -> None:
    first = round(at * RATE)
    piece = note[: max(0, len(bus) - first)]
    bus[first : first + len(piece)] += piece
