"""A song: its style, feel and voices are drawn, and each voice writes its part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.random import Generator

from models.leader.ensembles.conditions import choose
from models.leader.ensembles.score.notes import Feel, Notes
from models.leader.ensembles.score.styles import STYLES, Style, Voice
from models.leader.takes import F64

GROUPS: Mapping[int, list[tuple[int, ...]]] = {
    2: [(2,)],
    3: [(3,)],
    4: [(2, 2)],
    5: [(3, 2), (2, 3)],
    6: [(3, 3), (2, 2, 2)],
    7: [(2, 2, 3), (3, 2, 2)],
}
"""How a bar of so many beats may be grouped."""
PROGRESSIONS = np.array([[0, 9, 5, 7], [0, 7, 9, 5], [0, 5, 0, 7], [2, 7, 0, 9], [0, 0, 5, 7]])
"""Roots of four bars' chords, semitones above the tonic."""
TOUCH = 0.06
"""Standard deviation of a note's strength."""


@dataclass(frozen=True, slots=True, eq=False)
class Song:
    """``voices`` one a player; ``roots`` ``(4,)`` semitones of the chords, one a bar; ``key`` the tonic's."""

    style: str
    feel: Feel
    voices: tuple[Voice, ...]
    roots: F64
    key: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A part as written: ``places`` ``(n,)`` in beats, ascending; strengths and pitches ``(n,)``."""

    places: F64
    strengths: F64
    pitches: F64

    def later(self, beats: float) -> Line:
        """The same, so many beats later."""
        return replace(self, places=self.places + beats)


def draw_song(rng: Generator, players: int, wild: float = 0.0) -> Song:
    """A song for so many players; ``wild`` is the chance of a tempo that its style does not know."""
    name = choose(rng, {name: style.share for name, style in STYLES.items()})
    style = STYLES[name]
    bpm = _draw_bpm(rng, style, wild)
    meter = choose(rng, style.meters)
    swing = float(rng.uniform(*style.swing)) * min(1.0, 200.0 / bpm)
    groups = GROUPS[meter][rng.integers(len(GROUPS[meter]))]
    feel = Feel(meter, bpm, choose(rng, style.grids), swing, groups)
    roots = PROGRESSIONS[rng.integers(len(PROGRESSIONS))].astype(float)
    return Song(name, feel, _draw_voices(rng, style, players), roots, int(rng.integers(-5, 7)))


def _draw_bpm(rng: Generator, style: Style, wild: float) -> float:
    if rng.random() < wild:
        return float(2.0 ** rng.uniform(np.log2(48.0), np.log2(216.0)))
    return float(np.clip(style.bpm * 2.0 ** rng.normal(0.0, style.width), style.slowest, style.fastest))


def _draw_voices(rng: Generator, style: Style, players: int) -> tuple[Voice, ...]:
    """The core first, in any order where there are fewer players; buses of one name are numbered."""
    more = [style.more[i] for i in rng.permutation(len(style.more))]
    while len(style.core) + len(more) < players:
        more.append(style.more[rng.integers(len(style.more))])
    core = [style.core[i] for i in rng.permutation(len(style.core))]
    chosen = (core + more)[:players]
    seen: Counter[str] = Counter()
    voices = []
    for i in rng.permutation(players):
        voice = chosen[i]
        seen[voice.name] += 1
        count = seen[voice.name]
        voices.append(voice if count == 1 else replace(voice, name=f"{voice.name}{count}"))
    return tuple(voices)


def write(rng: Generator, song: Song, voice: Voice, changes: Sequence[int]) -> Line:
    """A voice's part; ``changes`` are the bars at which it may take up another pattern, the last its end."""
    loose = float(rng.choice([0.0, 0.05, 0.15, 0.3]))
    pieces, pattern = [], voice.patterns[rng.integers(len(voice.patterns))]
    for start, end in pairwise(changes):
        if rng.random() < 0.5:
            pattern = voice.patterns[rng.integers(len(voice.patterns))]
        pieces.append(_repeated(rng, pattern(rng, song.feel), song.feel, start, end, loose))
    note = np.concatenate(pieces, axis=1)
    bars = (note[0] // song.feel.meter).astype(int)
    pitched = voice.register > 0
    pitches = note[2] + (voice.register + song.key + song.roots[bars % 4] if pitched else 0.0)
    order = np.argsort(note[0], kind="stable")
    return Line(_swung(note[0], song.feel)[order], note[1][order], pitches[order])


def _repeated(rng: Generator, notes: Notes, feel: Feel, start: int, end: int, loose: float) -> F64:
    """A pattern from bar ``start`` to ``end``, some notes left out: places, strengths, pitches ``(3, n)``."""
    one = np.array(sorted(set(notes)) or [(0.0, 0.9, 0.0)])
    length = (int(one[-1, 0] // feel.meter) + 1) * feel.meter
    first = np.arange(start * feel.meter, end * feel.meter, length)
    places = (first[:, None] + one[:, 0]).ravel()
    strengths, pitches = np.tile(one[:, 1], len(first)), np.tile(one[:, 2], len(first))
    kept = (rng.random(len(places)) >= loose * (1.2 - strengths)) & (places < end * feel.meter)
    touched = np.clip(strengths + rng.normal(0.0, TOUCH, len(places)), 0.05, 1.0)
    return np.stack([places, touched, pitches])[:, kept]


def _swung(places: F64, feel: Feel) -> F64:
    """The second of each two places of the grid comes late: 8ths, or 16ths where there are such."""
    unit = 1.0 if feel.grid == 2 else 0.5
    second = np.abs(places % unit - unit / 2) < 1e-6
    return places + feel.swing * unit * second
