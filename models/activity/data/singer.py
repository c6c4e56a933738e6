"""A rough singer from arithmetic: a buzz through the formants of a vowel, with consonants of noise.

General MIDI has "aah" and "ooh" only. Formants: averages of Peterson & Barney, "Control methods used in a
study of the vowels", JASA 24, 1952, for men; others have them up to a quarter higher.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from scipy.signal import lfilter

from bridge.types import F32, RATE
from models.leader.audio.score import Note
from models.leader.audio.waves import TAU, hertz, noise, peaked

VOWELS = (
    (270, 2290, 3010),
    (390, 1990, 2550),
    (530, 1840, 2480),
    (660, 1720, 2410),
    (730, 1090, 2440),
    (570, 840, 2410),
    (300, 870, 2240),
    (640, 1190, 2390),
)
WIDTHS = (80.0, 100.0, 130.0, 180.0)
FOURTH = 3500.0
"""Hz of a fourth formant, the singer's."""


def singer(notes: Sequence[Note], rng: Generator, seconds: float) -> F32:
    """One singer who sings the notes: mono float32 ``(n,)``, peak 1."""
    out = np.zeros(round(seconds * RATE) + RATE, np.float32)
    size, rough = rng.uniform(0.98, 1.27), rng.uniform(0.02, 0.25)
    for note in notes:
        sound = _syllable(note, size, rough, rng)
        first = round(note.start * RATE)
        end = min(len(out), first + len(sound))
        out[first:end] += np.float32(note.strength) * sound[: end - first]
    return peaked(out[: round(seconds * RATE)])


def _syllable(note: Note, size: float, rough: float, rng: Generator) -> F32:
    n = round((note.held + 0.12) * RATE)
    t = np.arange(n, dtype=np.float32) / np.float32(RATE)
    start, end = (VOWELS[i] for i in rng.integers(len(VOWELS), size=2))
    buzz = _buzz(note, t, rng) + np.float32(rough) * rng.standard_normal(n).astype(np.float32)
    glide = np.clip(t / np.float32(max(0.1, note.held)), 0.0, 1.0)
    vowel = (1 - glide) * _shaped(buzz, start, size) + glide * _shaped(buzz, end, size)
    swell = np.minimum(1.0, t / np.float32(rng.uniform(0.02, 0.08))) * np.clip(
        (t[-1] - t) / np.float32(0.1), 0.0, 1.0
    )
    return np.asarray(peaked(vowel) * swell + _consonant(n, rng), np.float32)


def _buzz(note: Note, t: F32, rng: Generator) -> F32:
    """The folds: a saw that slides up to its pitch, trembles, wavers and loses 12 dB an octave."""
    slide = np.float32(rng.uniform(-1.5, 0.5)) * np.exp(-t / np.float32(0.04))
    late = np.clip((t - 0.2) / np.float32(0.3), 0.0, 1.0)
    vibrato = np.float32(rng.uniform(0.0, 0.6)) * late * np.sin(TAU * np.float32(rng.uniform(4.8, 6.5)) * t)
    waver = np.cumsum(rng.normal(0.0, 0.0015, len(t))).astype(np.float32)
    waver -= waver.mean()
    pitch = hertz(note.pitch) * 2.0 ** ((slide + vibrato + np.clip(waver, -0.3, 0.3)) / 12)
    phase = np.cumsum(pitch) / RATE
    saw = 2.0 * (phase % 1.0) - 1.0
    return np.asarray(lfilter([0.15], [1.0, -0.85], saw), np.float32)


def _shaped(buzz: F32, vowel: Sequence[float], size: float) -> F32:
    """Through two-pole resonances, one after the other (Klatt, JASA 67, 1980)."""
    for centre, width in zip((*vowel, FOURTH), WIDTHS, strict=True):
        r = np.exp(-np.pi * width / RATE)
        b, c = 2 * r * np.cos(2 * np.pi * min(centre * size, 8000.0) / RATE), -r * r
        buzz = lfilter([1 - b - c], [1, -b, -c], buzz)
    return np.asarray(buzz, np.float32)


def _consonant(n: int, rng: Generator) -> F32:
    """A hiss or a burst at the beginning; half of the syllables have none."""
    out = np.zeros(n, np.float32)
    length = min(n, round(rng.choice([0.015, 0.06, 0.11]) * RATE))
    if rng.random() < 0.5 and length > 200:
        low = rng.choice([800.0, 2500.0, 4500.0])
        out[:length] = rng.uniform(0.1, 0.5) * noise(rng, length, low, 2.2 * low) * np.hanning(length)
    return out
