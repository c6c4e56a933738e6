"""Who plays when in a bar: rhythm patterns of the parts of an ensemble.

A pattern is the places of a part's notes in a bar, in beats, with their strengths. Patterns are
drawn so that their notes a second stay playable and usual: fast music is written in longer
notes, slow music in shorter ones, and that is what tells the metrical level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Feel:
    """What the parts share: ``meter`` beats a bar, ``bpm``, ``grid`` places a beat, ``swing`` in beats."""

    meter: int
    bpm: float
    grid: int
    swing: float


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Places in beats ``(n,)``, ascending, and strengths 0 to 1 ``(n,)``; ``bars`` is its length."""

    places: F64
    strengths: F64
    bars: int = 1


def draw_feel(rng: Generator, bpm: float) -> Feel:
    """A usual feel at a tempo: 16ths when slow, 8ths when fast, at times triplets or swing."""
    meter = int(rng.choice([4, 3, 2, 5, 6, 7], p=[0.76, 0.12, 0.03, 0.03, 0.03, 0.03]))
    triplet = rng.random() < 0.12
    sixteenths = 1.0 / (1.0 + np.exp((bpm - 128.0) / 11.0))
    grid = 3 if triplet else 4 if rng.random() < sixteenths else 2
    swung = grid == 2 and rng.random() < 0.25
    return Feel(meter, bpm, grid, float(rng.uniform(0.05, 0.17)) if swung else 0.0)


def _steady(feel: Feel, step: float, strength: float, start: float = 0.0) -> list[tuple[float, float]]:
    return [(float(place), strength) for place in np.arange(start, feel.meter, step)]


def _accents(feel: Feel) -> F64:
    """Metrical weight of each grid place of a bar: bar, half bar, beat, 8th, 16th."""
    place = np.arange(feel.meter * feel.grid)
    weight = np.full(len(place), 0.25)
    weight[place % feel.grid == 0] = 0.75
    if feel.grid == 4:
        weight[place % 4 == 2] = 0.5
    weight[0] = 1.0
    if feel.meter % 2 == 0:
        weight[len(place) // 2] = 0.9
    return weight


def _sampled(rng: Generator, feel: Feel, rate: float, sharpness: float) -> list[tuple[float, float]]:
    """About ``rate`` notes a second, on strong places the more the higher ``sharpness`` is."""
    weight = _accents(feel) ** sharpness
    wanted = rate * feel.meter * 60.0 / feel.bpm
    chance = np.minimum(weight * wanted / weight.sum(), 0.97)
    chosen = np.flatnonzero(rng.random(len(weight)) < chance)
    return [(place / feel.grid, 0.4 + 0.6 * float(weight[place])) for place in chosen]


def kick(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """A bass drum: four to the floor, one and three, or syncopated."""
    style = rng.choice(4, p=[0.25, 0.35, 0.3, 0.1])
    beats = [_steady(feel, 1.0, 0.9), _steady(feel, 2.0, 0.95), [(0.0, 1.0)], [(0.0, 1.0)]][style]
    return beats + (_sampled(rng, feel, 0.9, 0.5) if style == 2 else [])


def snare(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """A backbeat, at times with ghost notes; in half time on the middle of the bar."""
    if feel.meter == 3:
        return [(float(beat), 0.9) for beat in ([1, 2] if rng.random() < 0.5 else [2])]
    half_time = rng.random() < (0.25 if feel.bpm > 130 else 0.06)
    beats = [(feel.meter / 2.0, 0.95)] if half_time else _steady(feel, 2.0, 0.95, 1.0)
    return beats + (_sampled(rng, feel, 0.6, 0.1) if rng.random() < 0.2 else [])


def hat(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """Cymbals: the subdivision that comes to 3 to 8 strokes a second, off-beats, or a swung ride."""
    a_beat = feel.bpm / 60.0
    steps = [step for step in (1.0, 0.5, 1.0 / feel.grid) if 1.6 <= a_beat / step <= 9.0] or [1.0]
    if feel.swing and rng.random() < 0.7:
        return _steady(feel, 1.0, 0.6) + _steady(feel, 2.0, 0.4, 1.5)
    if rng.random() < 0.1:
        return _steady(feel, 1.0, 0.6, 0.5)
    return _steady(feel, float(rng.choice(steps)), 0.5)


def drums(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """A whole drum kit on one bus, at times without its cymbals."""
    strokes = kick(rng, feel) + snare(rng, feel)
    return strokes + (hat(rng, feel) if rng.random() < 0.9 else [])


def bass(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """A bass line: one and three, walking, 8ths, tresillo, or syncopated."""
    eighths = _steady(feel, 0.5, 0.7) if feel.bpm < 165 else _steady(feel, 1.0, 0.8)
    tresillo = [(place, 0.8) for place in (0.0, 1.5, 3.0) if place < feel.meter]
    lines = [
        _steady(feel, 2.0, 0.9),
        _steady(feel, 1.0, 0.8),
        eighths,
        tresillo,
        _sampled(rng, feel, 1.8, 0.8),
    ]
    return lines[rng.choice(5, p=[0.15, 0.25, 0.2, 0.12, 0.28])]


def chords(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """Comping: held, on the beat, off the beat, arpeggios, or syncopated."""
    step = 0.5 if feel.grid != 4 or feel.bpm > 110 else 0.25
    arpeggio = _steady(feel, 1 / 3 if feel.grid == 3 else step if feel.bpm < 190 else 1.0, 0.6)
    styles = [
        [(0.0, 0.9)],
        _steady(feel, 2.0, 0.9),
        _steady(feel, 1.0, 0.8),
        _steady(feel, 1.0, 0.8, 0.5),
        _steady(feel, 2.0, 0.8, 1.0),
        arpeggio,
        _sampled(rng, feel, 1.7, 0.4),
    ]
    return styles[rng.choice(7, p=[0.12, 0.12, 0.2, 0.12, 0.04, 0.16, 0.24])]


def melody(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """A tune: 1 to 4.5 notes a second, most of them on strong places."""
    return _sampled(rng, feel, float(rng.uniform(0.9, 4.5)), float(rng.uniform(0.3, 1.2)))


def pad(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """Long notes."""
    return [(0.0, 0.8)] if rng.random() < 0.6 else _steady(feel, 2.0, 0.8)


def pulse(rng: Generator, feel: Feel) -> list[tuple[float, float]]:
    """One note a beat or, in fast or slow music, every other or two."""
    step = float(rng.choice([0.5, 1.0, 2.0], p=[0.2, 0.65, 0.15]))
    return _steady(feel, step, 0.8)


PARTS: dict[str, Callable[[Generator, Feel], list[tuple[float, float]]]] = {
    "drums": drums,
    "bass": bass,
    "chords": chords,
    "melody": melody,
    "pad": pad,
    "pulse": pulse,
    "kick": kick,
    "snare": snare,
    "hat": hat,
}


def draw_parts(rng: Generator, players: int) -> list[str]:
    """Which parts an ensemble has: a band, a drum kit in stems with others, or melody instruments alone."""
    style = rng.choice(3, p=[0.5, 0.2, 0.3])
    cast = [
        ["drums", "bass", "chords", "melody"],
        ["kick", "snare", "hat", "bass", "chords"],
        ["melody", "chords", "melody"],
    ][style]
    more = rng.choice(
        ["chords", "melody", "pad", "pulse", "bass", "hat"],
        size=players,
        p=[0.28, 0.34, 0.1, 0.14, 0.08, 0.06],
    )
    names = (cast + [str(name) for name in more])[:players]
    return [names[i] for i in rng.permutation(players)]


def draw_pattern(rng: Generator, feel: Feel, part: str) -> Pattern:
    """A bar (or two, or four of a held part) of a part, swung as the feel says."""
    notes = dict(sorted(PARTS[part](rng, feel), reverse=True))
    if not notes:
        notes = {0.0: 0.9}
    bars = int(rng.choice([1, 2, 4], p=[0.5, 0.3, 0.2])) if part == "pad" else 1
    places = np.array(sorted(notes))
    swung = np.where(np.isclose(places % 1.0, 0.5), places + feel.swing, places)
    return Pattern(swung, np.array([notes[place] for place in sorted(notes)]), bars)


def varied(rng: Generator, pattern: Pattern, amount: float) -> Pattern:
    """The pattern with some notes left out, as played in one bar; ``amount`` 0 to 1."""
    kept = rng.random(len(pattern.places)) >= amount * (1.2 - pattern.strengths)
    return Pattern(pattern.places[kept], pattern.strengths[kept], pattern.bars)
