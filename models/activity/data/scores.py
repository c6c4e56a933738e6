"""What the stems play: excerpts of tunes moved to where an instrument plays, and solos."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.random import Generator

from models.activity.data.instruments import Instrument
from models.leader.audio.score import Note
from models.material.tunes import Tune, Use, nottingham, pop909

SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 7, 9), tuple(range(12)))
SONGS, DANCES = 240, 240
"""Tunes of each collection that are read; all there are would teach instruments no more."""
SOLO = 0.35
"""Share of the stems that are solos: notes over all of an instrument's range, as tunes never have them."""

Notes = tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Tunes to play from: lists of ``melodies`` and of ``chords``, each the notes of a whole tune."""

    melodies: tuple[Notes, ...]
    chords: tuple[Notes, ...]


def book(data: Path) -> dict[Use, Book]:
    """The tunes for each use, of the data sets in the folder ``data``."""
    tunes = [*islice(pop909(data), SONGS), *islice(nottingham(data), DANCES)]
    uses: tuple[Use, ...] = ("train", "validate", "test")
    return {use: _book([tune for tune in tunes if tune.use == use]) for use in uses}


def _book(tunes: Sequence[Tune]) -> Book:
    melodies = [tune.parts[name] for tune in tunes for name in ("melody", "bridge") if name in tune.parts]
    chords = [tune.parts[name] for tune in tunes for name in ("piano", "chords") if name in tune.parts]
    return Book(tuple(melodies), tuple(chords))


def played(row: Instrument, book: Book, rng: Generator, seconds: float) -> Notes:
    """What an instrument that has pitch plays for so long: an excerpt of a tune, or a solo."""
    if rng.random() < SOLO:
        return solo(row, rng, seconds)
    tunes = book.melodies if row.role in ("melody", "singer") else book.chords
    found = excerpt(tunes[rng.integers(len(tunes))], rng, seconds)
    if row.role != "chords":
        found = line(found, min if row.role == "bass" else max)
    strength = rng.uniform(0.6, 1.3)
    return tuple(
        replace(note, strength=float(np.clip(note.strength * strength, 0.1, 1.0)))
        for note in fitted(found, row)
    )


def excerpt(notes: Notes, rng: Generator, seconds: float) -> Notes:
    """The notes of a random stretch, which begins with one of them; each ends before the stretch does."""
    latest = max(notes[0].start, notes[-1].start - seconds)
    first = rng.choice([note.start for note in notes if note.start <= latest])
    inside = [note for note in notes if first <= note.start < first + seconds - 0.5]
    return tuple(
        replace(note, start=note.start - first, held=min(note.held, first + seconds - 0.3 - note.start))
        for note in inside
    )


def fitted(notes: Iterable[Note], row: Instrument) -> Notes:
    """Moved by octaves until all are within the instrument's range."""
    notes = tuple(notes)
    if not notes:
        return ()
    middle = float(np.median([note.pitch for note in notes]))
    octaves = 12.0 * round(((row.low + row.high) / 2 - middle) / 12)
    return tuple(replace(note, pitch=_folded(note.pitch + octaves, row)) for note in notes)


def _folded(pitch: float, row: Instrument) -> float:
    while pitch < row.low:
        pitch += 12
    while pitch > row.high:
        pitch -= 12
    return pitch


def line(notes: Notes, which: Callable[[float, float], float]) -> Notes:
    """One note at a time: of those that begin within 30 ms the one ``which`` takes, held until the next."""
    single: list[Note] = []
    for note in sorted(notes, key=lambda each: each.start):
        if not single or note.start - single[-1].start >= 0.03:
            single.append(note)
        elif which(note.pitch, single[-1].pitch) == note.pitch:
            single[-1] = replace(note, start=single[-1].start)
    ends = [each.start for each in single[1:]] + [float("inf")]
    return tuple(
        replace(note, held=max(0.05, min(note.held, end - note.start)))
        for note, end in zip(single, ends, strict=True)
    )


def solo(row: Instrument, rng: Generator, seconds: float) -> Notes:
    """Runs up and down a scale, leaps and long notes over the whole range; chords for who plays them."""
    scale = SCALES[rng.integers(len(SCALES))]
    key = int(rng.integers(12))
    pitches = [p for p in range(row.low, row.high + 1) if (p - key) % 12 in scale]
    place, now, notes = int(rng.integers(len(pitches))), 0.0, []
    while now < seconds - 1.0:
        length = float(rng.choice([0.12, 0.25, 0.25, 0.5, 1.0, 2.0]) * rng.uniform(0.8, 1.2))
        place = int(np.clip(place + rng.choice([-7, -2, -1, 1, 1, 2, 7]), 0, len(pitches) - 1))
        held = min(length * rng.uniform(0.5, 1.0), seconds - 0.3 - now)
        stack = (
            range(0, 2 * int(rng.integers(1, 4)), 2)
            if row.role == "chords" and rng.random() < 0.6
            else range(1)
        )
        strength = float(rng.uniform(0.35, 1.0))
        notes += [
            Note(now, held, float(pitches[place + i]), strength) for i in stack if place + i < len(pitches)
        ]
        now += length if rng.random() < 0.93 else length + rng.uniform(0.3, 1.5)
    return tuple(notes)
