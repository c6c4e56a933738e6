"""Pieces for the eight dances of the ballroom, made from the dances' definitions in ``patterns.toml``.

A piece's name is its seed: it has a tempo of its dance, a key, harmonies in phrases of eight bars, and a
melody of two motifs in the form AABA. What the band plays behind it is `models.material.arrangement`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.random import Generator

from models.leader.audio.score import Note
from models.material.patterns import Row, laid, one_of, styles
from models.material.tunes import Tune

SECONDS = 66.0
"""About how long a piece is."""
PHRASE = 8
"""Bars of a phrase; its form is `FORM`."""
FORM = (0, 0, 1, 0)
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 11)
PROGRESSIONS = (
    (0, 0, 3, 4, 0, 5, 4, 0),
    (0, 5, 1, 4, 0, 5, 1, 4),
    (0, 3, 0, 4, 0, 3, 4, 0),
    (5, 1, 4, 0, 5, 1, 4, 4),
    (0, 4, 4, 0, 3, 0, 4, 0),
    (0, 2, 5, 1, 3, 4, 0, 0),
    (0, 6, 5, 4, 0, 6, 5, 4),
    (0, 0, 0, 4, 4, 4, 4, 0),
)
"""Degrees of the scale on which a phrase's chords are built, a bar each, or two each in a quick dance."""
QUICK = 45.0
"""Bars a minute from which a chord stays for two."""
LOW, HIGH = 60, 84
"""Keys between which a melody keeps."""
TO_THE_CHORD = 0.6
"""Share of its notes that go on to the nearest tone of the chord."""


def ballroom(count: int) -> Iterator[Tune]:
    """``count`` pieces of each dance, one of each in turn."""
    dances = [name for name, style in styles().items() if style.motif]
    for number in range(count):
        for dance in dances:
            yield piece(dance, number)


def piece(dance: str, number: int) -> Tune:
    """The piece of that number: ``melody``, and ``chords`` held for their bars."""
    name = f"{dance}/{number:04d}"
    rng = np.random.default_rng(crc32(name.encode()))
    style = styles()[dance]
    a_minute = rng.uniform(*style.bars)
    phrases = int(np.ceil(SECONDS * a_minute / 60.0 / PHRASE))
    bars = [60.0 / a_minute * bar for bar in range(phrases * PHRASE + 1)]
    scale = np.array(MAJOR if rng.random() < 0.55 else MINOR) + int(rng.integers(12))
    degrees = _degrees(rng, len(bars) - 1, 2 if a_minute > QUICK else 1)
    chords = [
        Note(start, end - start, float(key), 0.6)
        for start, end, degree in zip(bars[:-1], bars[1:], degrees, strict=True)
        for key in _chord(scale, degree)
    ]
    motifs = [_motif(rng, style.motif) for _ in set(FORM)]
    melody = _melody(rng, scale, degrees, motifs, bars)
    return Tune(name, dance, {"melody": tuple(melody), "chords": tuple(chords)}, tuple(bars))


def _degrees(rng: Generator, bars: int, each: int) -> list[int]:
    """A degree for every bar."""
    lines = [one_of(rng, PROGRESSIONS) for _ in set(FORM)]
    return [lines[FORM[bar // PHRASE % len(FORM)]][bar // each % PHRASE] for bar in range(bars)]


def _chord(scale: np.ndarray, degree: int) -> list[int]:
    """Root between C3 and B3 at the bottom, third and fifth, and the seventh on the dominant."""
    tones = [0, 2, 4, 6] if degree == 4 else [0, 2, 4]
    root = 48 + scale[degree] % 12
    return [int(root + (scale[(degree + tone) % 7] - scale[degree]) % 12) for tone in tones]


def _motif(rng: Generator, chances: Sequence[Row]) -> Row:
    """Two bars of rhythm, drawn from the style's chances; never without a note."""
    row = one_of(rng, chances)
    drawn = ["".join("x" if c != "." and rng.random() * 9 < int(c) else "." for c in row) for _ in range(2)]
    return "|".join(bar if "x" in bar else "x" + bar[1:] for bar in drawn)


def _melody(
    rng: Generator, scale: np.ndarray, degrees: Sequence[int], motifs: Sequence[Row], bars: Sequence[float]
) -> list[Note]:
    """Phrase by phrase; steps and small leaps."""
    rows = [laid(motif, bars) for motif in motifs]
    played = sorted(
        (s for which, row in enumerate(rows) for s in row if FORM[s.bar // PHRASE % len(FORM)] == which),
        key=lambda step: step.start,
    )
    place, out = 14, []
    for step in played:
        place += int(rng.choice([-4, -2, -1, -1, 0, 1, 1, 2, 4]))
        if rng.random() < TO_THE_CHORD:
            place += min(
                (d for d in range(-2, 3) if (place + d - degrees[step.bar]) % 7 in (0, 2, 4)), key=abs
            )
        place += 7 * (int(_key(scale, place) < LOW) - int(_key(scale, place) > HIGH))
        out.append(Note(step.start, step.end - step.start, _key(scale, place), 0.8))
    return out


def _key(scale: np.ndarray, place: int) -> float:
    """Of a place on the scale, 0 the lowest."""
    return float(48 + scale[place % 7] + 12 * (place // 7))
