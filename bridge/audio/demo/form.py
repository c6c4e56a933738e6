"""The form of a demo piece: its sections, who leads each, and how that leader shapes the tempo.

One section lasts 8 or 16 bars of 4/4, has one leader and one tempo gesture. Drift, ramp and jump
are the same thing, a change of tempo that takes all of the section, some bars or no time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

T = TypeVar("T")

BUSES = ("drums", "bass", "keys", "lead")
BEATS_A_BAR = 4
SLOWEST, FASTEST = 70.0, 150.0
WOBBLE = 0.008
"""Relative depth of the slow sway of tempo under every gesture."""

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
PROGRESSIONS: Mapping[tuple[int, ...], tuple[tuple[int, ...], ...]] = MappingProxyType(
    {
        MAJOR: ((0, 5, 3, 4), (1, 4, 0, 5), (0, 4, 5, 3), (3, 4, 2, 5)),
        MINOR: ((0, 5, 2, 6), (0, 3, 6, 2), (0, 6, 5, 6), (5, 6, 0, 0)),
    }
)
"""Four chords, a bar each, as degrees of the scale from 0."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """A change of tempo from ``bpm`` by the factor ``ratio``.

    It begins at beat ``start`` of its section and takes ``beats`` beats, 0 for at once.
    """

    bpm: float
    ratio: float
    start: int
    beats: int

    def tempo(self, beat: NDArray[np.float64]) -> NDArray[np.float64]:
        """BPM at beats of the section; geometric on the way, as a musical accelerando is."""
        done = np.where(beat >= self.start, 1.0, 0.0)
        if self.beats:
            done = np.clip((beat - self.start) / self.beats, 0.0, 1.0)
        return np.asarray(self.bpm * self.ratio**done, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Section:
    """Some bars with one leader.

    ``beat0`` is the piece's beat at which it begins; ``chords`` four degrees of ``scale`` above
    ``tonic`` (a MIDI note, octave 3); ``level`` its dynamics, 0 to 1; ``tacet`` who rests for the
    first half, if anybody; ``index`` counts from 0.
    """

    index: int
    beat0: int
    bars: int
    leader: str
    gesture: Gesture
    tonic: int
    scale: tuple[int, ...]
    chords: tuple[int, ...]
    level: float
    tacet: str | None

    @property
    def beats(self) -> int:
        """How many beats it lasts."""
        return self.bars * BEATS_A_BAR


def _ratio(bpm: float, size: float, rng: Generator) -> float:
    """Faster or slower by ``size``, whichever stays in the band's range."""
    faster = bpm * (1 + size) < FASTEST and (bpm / (1 + size) < SLOWEST or rng.random() < 0.5)
    return 1 + size if faster else 1 / (1 + size)


def _drift(bpm: float, bars: int, rng: Generator) -> Gesture:
    return Gesture(bpm, _ratio(bpm, rng.uniform(0.03, 0.06), rng), 0, bars * BEATS_A_BAR)


def _ramp(bpm: float, bars: int, rng: Generator) -> Gesture:
    return Gesture(bpm, _ratio(bpm, rng.uniform(0.10, 0.18), rng), 2 * BEATS_A_BAR, 4 * BEATS_A_BAR)


def _jump(bpm: float, bars: int, rng: Generator) -> Gesture:
    return Gesture(bpm, _ratio(bpm, rng.uniform(0.07, 0.12), rng), int(rng.integers(2, 5)) * BEATS_A_BAR, 0)


GESTURES = (_ramp, _jump, _drift)


def _dealt(cards: tuple[T, ...], rng: Generator) -> Iterator[T]:
    """Endless cards, each deck shuffled, never the same twice running."""
    last: T | None = None
    while True:
        deck = [cards[i] for i in rng.permutation(len(cards))]
        if deck[0] is last:
            deck.reverse()
        yield from deck
        last = deck[-1]


def sections(seed: int) -> Iterator[Section]:
    """The sections of piece ``seed``, without end; the same for every length of demo."""
    rng = default_rng([seed, 0])
    bpm = float(rng.uniform(SLOWEST + 4, FASTEST - 4))
    tonic = int(rng.integers(45, 57))
    scale = (MAJOR, MINOR)[int(rng.integers(2))]
    leaders, gestures = _dealt(BUSES, rng), _dealt(GESTURES, rng)
    chords = _dealt(PROGRESSIONS[scale], rng)
    beat0 = 0
    for index, (leader, gesture) in enumerate(zip(leaders, gestures, strict=True)):
        bars = 16 if bpm > 115 and index % 3 == 2 else 8
        shape = gesture(bpm, bars, rng)
        resting = [bus for bus in BUSES if bus != leader]
        tacet = resting[int(rng.integers(3))] if index and rng.random() < 0.5 else None
        yield Section(
            index, beat0, bars, leader, shape, tonic, scale, next(chords), float(rng.uniform(0.6, 1.0)), tacet
        )
        beat0 += bars * BEATS_A_BAR
        bpm *= shape.ratio


def sections_for(seed: int, seconds: float) -> tuple[Section, ...]:
    """As many sections of piece ``seed`` as surely cover ``seconds``."""
    taken: list[Section] = []
    covered = 0.0
    for section in sections(seed):
        taken.append(section)
        fastest = section.gesture.bpm * max(1.0, section.gesture.ratio) * (1 + WOBBLE)
        covered += section.beats * 60 / fastest
        if covered > seconds + 5:
            break
    return tuple(taken)


def tempo_curve(piece: tuple[Section, ...], seed: int) -> NDArray[np.float64]:
    """BPM the leader means at each beat of ``piece``, float64 ``(B,)``: its gestures and a slow sway."""
    shaped = np.concatenate([s.gesture.tempo(np.arange(s.beats, dtype=np.float64)) for s in piece])
    phase = default_rng([seed, 1]).uniform(0, 2 * np.pi)
    return np.asarray(shaped * (1 + WOBBLE * np.sin(phase + np.arange(len(shaped)) * 2 * np.pi / 23)))
