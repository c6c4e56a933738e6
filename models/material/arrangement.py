"""What a band makes of a tune: its chords as an accompaniment, a bass and drums, in the tune's style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from models.leader.audio.score import Note
from models.material.patterns import Drums, Row, keys, laid, one_of, styles
from models.material.tunes import Tune

DEGREES = {"1": 0, "3": 4, "5": 7, "6": 9, "8": 12}
"""Semitones above the root that a bass plays for a degree; a minor third is `MINOR_THIRD` where it sounds."""
MINOR_THIRD = 3
LOWEST = 31
"""The lowest root of a bass."""
LEFT_OUT = 0.04
"""Share of a band's notes that its players leave out, here and there."""
HARMONY = ("chords", "piano")
"""The part that tells a tune's harmony, by what it is called."""


def arranged(tune: Tune, rng: Generator) -> Mapping[str, tuple[Note, ...]]:
    """The tune's parts, and a ``bass`` and ``drums`` of its style; ``chords`` struck as the style has it."""
    style = styles()[tune.style]
    harmony = next(tune.parts[name] for name in HARMONY if name in tune.parts)
    added = {
        "bass": _bass(one_of(rng, style.bass), harmony, tune.bars, rng),
        "drums": _drums(one_of(rng, style.drums), tune.bars, rng),
    }
    if style.chords:
        added["chords"] = _struck(one_of(rng, style.chords), harmony, tune.bars, rng)
    return {**tune.parts, **added}


def _bass(row: Row, harmony: Sequence[Note], bars: Sequence[float], rng: Generator) -> tuple[Note, ...]:
    touch, out = rng.uniform(0.45, 1.0), []
    for step in laid(row, bars):
        chord = _sounding(harmony, step.start)
        if not chord or rng.random() < LEFT_OUT:
            continue
        root = LOWEST + (chord[0] - LOWEST) % 12
        minor = any((key - chord[0]) % 12 == MINOR_THIRD for key in chord)
        up = MINOR_THIRD if minor and step.symbol == "3" else DEGREES[step.symbol]
        out.append(Note(step.start, touch * (step.end - step.start), root + up, 0.8))
    return tuple(out)


def _struck(row: Row, harmony: Sequence[Note], bars: Sequence[float], rng: Generator) -> tuple[Note, ...]:
    touch = rng.uniform(0.3, 1.0)
    return tuple(
        Note(step.start, touch * (step.end - step.start), key, 0.8 * step.strength)
        for step in laid(row, bars)
        if rng.random() > LEFT_OUT
        for key in _sounding(harmony, step.start)
    )


def _drums(rows: Drums, bars: Sequence[float], rng: Generator) -> tuple[Note, ...]:
    """The first row always, each other as often as not left to others; notes are let ring."""
    kept = [name for place, name in enumerate(rows) if not place or rng.random() < 0.8]
    return tuple(
        Note(step.start, 0.1, keys()[name], step.strength)
        for name in kept
        for step in laid(rows[name], bars)
        if rng.random() > LEFT_OUT
    )


def _sounding(harmony: Sequence[Note], when: float) -> list[float]:
    """The keys that sound at a time, or last sounded before; the lowest first."""
    starts = np.array([note.start for note in harmony])
    last = int(np.searchsorted(starts, when + 0.05, side="right"))
    near = harmony[max(0, last - 12) : last]
    held = {note.pitch for note in near if note.start + note.held > when + 0.05}
    return sorted(held or {note.pitch for note in near if note.start > near[-1].start - 0.06})


def human(notes: Sequence[Note], rng: Generator) -> tuple[Note, ...]:
    """The same as a person plays them: a little early or late, never twice as loud."""
    late, spread, dynamics = rng.normal(0.0, 0.006), rng.uniform(0.003, 0.014), rng.uniform(0.03, 0.12)
    return tuple(
        replace(
            note,
            start=max(0.0, note.start + late + rng.normal(0.0, spread)),
            strength=float(np.clip(note.strength + rng.normal(0.0, dynamics), 0.1, 1.0)),
        )
        for note in notes
    )
