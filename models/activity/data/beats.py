"""What drummers and players of small percussion play: patterns of sixteenths drawn at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.random import Generator

from models.leader.audio.score import Note

STEPS = 16
KICK, SNARE, HAT, RIDE, TOMS, CRASH = (
    (35, 36),
    (38, 40, 37),
    (42, 44, 46),
    (51, 53, 59),
    (41, 45, 48),
    (49, 57),
)
GROOVES: tuple[Mapping[tuple[int, ...], str], ...] = (
    {KICK: "x.......x.x.....", SNARE: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."},
    {KICK: "x..x..x...x.x...", SNARE: "....x..x.x..x..x", HAT: "xxxxxxxxxxxxxxxx"},
    {KICK: "x...x...x...x...", SNARE: "....x.......x...", HAT: "..x...x...x...x."},
    {RIDE: "x..xx..xx..xx..x", HAT: "....x.......x...", KICK: "x.........x....."},
    {KICK: "x.....x...x.....", SNARE: "........x.......", RIDE: "x.x.x.x.x.x.x.x."},
    {TOMS: "x..x..x.x..x..x.", KICK: "x.......x.......", SNARE: "............x.x."},
    {SNARE: "x.xxx.xxx.xxx.xx", KICK: "x.......x......."},
    {KICK: "x.......x.......", HAT: "....x.......x..."},
)
"""x where a drum of the row is struck, in sixteenths of a bar of four."""
SHAKEN = (54, 58, 69, 70, 82)
STRUCK = (56, 60, 61, 62, 63, 64, 65, 66, 67, 68, 73, 74, 75, 76, 77, 80, 81)
"""General MIDI's keys of what is shaken and scraped, and of what is struck: the auxiliary percussion."""


def kit(rng: Generator, seconds: float) -> tuple[Note, ...]:
    """A drum set: a groove at 60 to 190 BPM, some bars with a fill, a crash, or only one drum of it."""
    groove = GROOVES[rng.integers(len(GROOVES))]
    rows = {keys[rng.integers(len(keys))]: pattern for keys, pattern in groove.items()}
    if rng.random() < 0.15:
        key = list(rows)[rng.integers(len(rows))]
        rows = {key: rows[key]}
    step = 60.0 / rng.uniform(60.0, 190.0) / 4
    notes = _laid(rows, rng, step, seconds)
    bars = np.arange(0.0, seconds - 1.0, STEPS * step)
    crashes = [Note(float(t), 0.3, CRASH[0], 0.8) for t in bars if rng.random() < 0.12]
    fills = [t for t in bars if rng.random() < 0.12]
    rolls = [
        Note(t + i * step, 0.1, float(rng.choice(TOMS + SNARE)), 0.7) for t in fills for i in range(8, STEPS)
    ]
    return tuple(sorted([*notes, *crashes, *rolls], key=lambda note: note.start))


def hands(rng: Generator, seconds: float) -> tuple[Note, ...]:
    """One to three small instruments, each with a pattern of its own."""
    keys = rng.choice(SHAKEN + STRUCK, int(rng.integers(1, 4)), replace=False)
    rows = {int(key): _pattern(rng, 0.75 if key in SHAKEN else 0.4) for key in keys}
    return tuple(_laid(rows, rng, 60.0 / rng.uniform(60.0, 170.0) / 4, seconds))


def _pattern(rng: Generator, density: float) -> str:
    even = rng.random(STEPS) < density * np.where(np.arange(STEPS) % 2, 0.6, 1.3)
    even[0] = True
    return "".join("x" if struck else "." for struck in even)


def _laid(rows: Mapping[int, str], rng: Generator, step: float, seconds: float) -> Sequence[Note]:
    """The pattern over and over, with a hand's jitter of 6 ms and strokes left out and added."""
    notes = []
    swing = rng.choice([0.0, 0.0, 0.2]) * step
    for key, pattern in rows.items():
        for i in range(int((seconds - 1.0) / step)):
            if (pattern[i % STEPS] == "x") != (rng.random() < 0.04):
                start = max(0.0, i * step + swing * (i % 2) + rng.normal(0.0, 0.006))
                notes.append(Note(start, 0.1, float(key), float(rng.uniform(0.4, 1.0))))
    return notes
