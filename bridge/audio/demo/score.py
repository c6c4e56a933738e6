"""What the demo band plays: the notes of each player in each section. Pure.

Rhythms are written as a drummer would, sixteen steps a bar: a digit is a stroke and its strength,
a dot a step without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from bridge.audio.demo.form import BEATS_A_BAR, Section

STEPS = 16
"""Sixteenths in a bar."""
STEP = BEATS_A_BAR / STEPS

KICK, SNARE, LOW_TOM, HAT, MID_TOM, OPEN_HAT, HIGH_TOM, CRASH = 36, 38, 45, 42, 47, 46, 50, 49
"""Note numbers of the General MIDI percussion map."""


@dataclass(frozen=True, slots=True)
class Note:
    """``beat`` from the start of the piece and ``length`` in beats, MIDI ``pitch``, ``velocity`` 0 to 1."""

    beat: float
    length: float
    pitch: int
    velocity: float


GROOVES: tuple[Mapping[int, str], ...] = (
    {KICK: "9.....5.8.5.....", SNARE: "....9......2.9..", HAT: "7.4.7.4.7.4.7.4."},
    {KICK: "9..5....7.9.....", SNARE: "....9..2.2..9..2", HAT: "7363736373637363"},
    {
        KICK: "9.....6...8.....",
        SNARE: "....9.......9...",
        HAT: "8...6...8...6...",
        OPEN_HAT: "..5...5...5...5.",
    },
)
FILLS: tuple[Mapping[int, str], ...] = (
    {
        KICK: "9.....5.9.......",
        SNARE: "....9...56......",
        HIGH_TOM: "..........77....",
        LOW_TOM: "............8.99",
    },
    {KICK: "9.......7...7...", SNARE: "....9....5.67.89", HAT: "7.4.7.4........."},
    {
        KICK: "9.....5.9...9...",
        SNARE: "....9.....6.....",
        HIGH_TOM: "........8..7....",
        MID_TOM: "............8...",
        LOW_TOM: "..............8.",
    },
)
BASS_LINES = ("R..R..R.5...R.A.", "R.....O.R..5..A.", "R...5...O...5.A.", "R.R.O.R.R.5.O.A.")
"""R root, 5 fifth, O octave, A a step below or above the next root."""
COMPING = ("7.....5...6.....", "7.5...6.7.6..5..", "8...........5.6.", "7..6..5.7..6..5.")
MELODIES = (
    ("..7.6.7.8...6...", "7.....6.........", "..7.6.7.8...6.7.", "8..............."),
    ("8...6.7...6.7.6.", "8.......7.6.....", "8...6.7...6.7.8.", "7......6........"),
    ("....7.7.8.6.7...", "..6.7...6.......", "....7.7.8.6.7.8.", "..9.......7....."),
)
"""Phrases of four bars; a call and its answer, and air at the end."""


def strokes(pattern: str) -> Iterator[tuple[int, float]]:
    """``(step, strength 0 to 1)`` of each stroke in a written rhythm."""
    return ((step, int(mark) / 9) for step, mark in enumerate(pattern) if mark.isdigit())


def scale_pitch(section: Section, degree: int) -> int:
    """MIDI pitch of a scale degree from the tonic, which is 0; 7 is an octave above it."""
    octave, place = divmod(degree, len(section.scale))
    return section.tonic + 12 * octave + section.scale[place]


def chord_at(section: Section, bar: int) -> int:
    """Degree of the root of the chord in a bar of the section."""
    return section.chords[bar % len(section.chords)]


def _near(pitch: int, centre: int) -> int:
    """The same note in the octave around ``centre``."""
    return centre - 6 + (pitch - centre + 6) % 12


def drums(section: Section, rng: Generator) -> list[Note]:
    """A groove, a crash to open the section, a fill to close it."""
    groove = GROOVES[int(rng.integers(len(GROOVES)))]
    fill = FILLS[int(rng.integers(len(FILLS)))]
    notes = [Note(section.beat0, 1.0, CRASH, 0.8)]
    for bar in range(section.bars):
        written = fill if bar % 8 == 7 else groove
        start = section.beat0 + bar * BEATS_A_BAR
        notes += [
            Note(start + step * STEP, STEP, drum, strength * rng.uniform(0.85, 1.0))
            for drum, pattern in written.items()
            for step, strength in strokes(pattern)
        ]
    return notes


def bass(section: Section, rng: Generator) -> list[Note]:
    """Roots, fifths and octaves, and a step that leads to the next chord; each note is held to the next."""
    line = BASS_LINES[int(rng.integers(len(BASS_LINES)))]
    steps = [step for step, mark in enumerate(line) if mark != "."]
    notes = []
    for bar in range(section.bars):
        root = _near(scale_pitch(section, chord_at(section, bar)), 36)
        goal = _near(scale_pitch(section, chord_at(section, bar + 1)), 36)
        pitches = {"R": root, "5": root + 7, "O": root + 12, "A": goal + int(rng.choice([-2, -1, 2]))}
        start = section.beat0 + bar * BEATS_A_BAR
        for step, following in pairwise([*steps, STEPS]):
            strength = (0.95 if step % 4 == 0 else 0.75) * rng.uniform(0.9, 1.0)
            length = (following - step) * STEP * 0.85
            notes.append(Note(start + step * STEP, length, pitches[line[step]], strength))
    return notes


def keys(section: Section, rng: Generator) -> list[Note]:
    """Thirds, fifths and sevenths of the chords around middle C, comped; the roots are the bass's."""
    comp = list(strokes(COMPING[int(rng.integers(len(COMPING)))]))
    notes = []
    for bar in range(section.bars):
        chord = [_near(scale_pitch(section, chord_at(section, bar) + third), 62) for third in (2, 4, 6)]
        start = section.beat0 + bar * BEATS_A_BAR
        for (step, strength), (following, _) in pairwise([*comp, (STEPS, 0.0)]):
            length = min(following - step, 6) * STEP * 0.9
            accent = strength * rng.uniform(0.9, 1.0)
            notes += [
                Note(start + step * STEP, length, pitch, accent * rng.uniform(0.9, 1.0)) for pitch in chord
            ]
    return notes


def _next_degree(degree: int, root: int, strong: bool, rng: Generator) -> int:
    """A melody moves by step, seldom by a third, and rests on the chord where the beat is strong."""
    moved = degree + int(rng.choice([-2, -1, -1, 1, 1, 2]))
    if strong:
        moved = min(
            (root + third + 7 * octave for third in (0, 2, 4) for octave in (0, 1, 2)),
            key=lambda tone: (abs(tone - moved), tone),
        )
    return int(np.clip(moved, 6, 16))


def lead(section: Section, rng: Generator) -> list[Note]:
    """A melody in phrases; whoever accompanies leaves every second phrase of two bars to the others."""
    phrase = MELODIES[int(rng.integers(len(MELODIES)))]
    degree = 9
    notes = []
    for bar in range(section.bars):
        if section.leader != "lead" and bar % 4 >= 2:
            continue
        start = section.beat0 + bar * BEATS_A_BAR
        for (step, strength), (following, _) in pairwise([*strokes(phrase[bar % 4]), (STEPS, 0.0)]):
            degree = _next_degree(degree, chord_at(section, bar), step % 4 == 0, rng)
            length = min(following - step, 7) * STEP * 0.92
            notes.append(Note(start + step * STEP, length, scale_pitch(section, degree), strength))
    return notes


Part = Callable[[Section, Generator], list[Note]]
PARTS: Mapping[str, Part] = MappingProxyType({"drums": drums, "bass": bass, "keys": keys, "lead": lead})


def notes_of(bus: str, section: Section, rng: Generator) -> list[Note]:
    """What ``bus`` plays in a section, in order of time: its part with the section's dynamics and rests.

    Who is tacet enters after the first half; all grow a little towards the section's end.
    """
    first = section.beat0 + (section.beats // 2 if section.tacet == bus else 0)
    shaped = (
        replace(
            note,
            velocity=min(
                1.0,
                note.velocity * section.level * (0.92 + 0.08 * (note.beat - section.beat0) / section.beats),
            ),
        )
        for note in PARTS[bus](section, rng)
        if note.beat >= first
    )
    return sorted(shaped, key=lambda note: (note.beat, note.pitch))
