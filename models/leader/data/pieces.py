"""Real pieces as training data for the tempo: onsets and beats are known, who leads is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from bridge.types import Reading
from models.leader.data.beats import tempo_at, ticks
from models.leader.ensembles.detector import BY_ROLE, Detector
from models.leader.takes import F64, UNKNOWN, Heard

STRENGTH = 0.7
"""Of every onset: the sources do not tell it."""
SLOWEST, FASTEST = 41.0, 305.0
"""BPM within which the network's tempo bins lie."""
ROLES = {
    "drums": "drums",
    "bass": "bass",
    "piano": "chords",
    "chords": "chords",
    "melody": "melody",
    "bridge": "melody",
}
"""Of the players that the sources name."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Seconds of the onsets of each player, by name, and of the beats; ``name`` as its source gives it."""

    onsets: dict[str, F64]
    beats: F64
    name: str = ""


def training_excerpts(
    rng: Generator,
    pieces: Sequence[Piece],
    count: int,
    detectors: Sequence[Detector] | None = None,
    seconds: float = 60.0,
) -> Iterator[Heard]:
    """``count`` excerpts of pieces in a drawn order, each once before any comes twice.

    Without ``detectors``, one a player, each player of each excerpt gets one that suits his role.
    """
    order = rng.permutation(len(pieces))
    for number in range(count):
        piece = pieces[order[number % len(order)]]
        yield excerpt(rng, piece, detectors or _detectors(rng, piece), seconds)


def excerpt(rng: Generator, piece: Piece, detectors: Sequence[Detector], seconds: float = 60.0) -> Heard:
    """``seconds`` of a piece from a random moment on, as these detectors, one a player, would tell it."""
    start = rng.uniform(piece.beats[0], max(piece.beats[-1] - seconds, piece.beats[0] + 1.0))
    readings: list[Reading] = []
    for (name, times), detector in zip(piece.onsets.items(), detectors, strict=True):
        inside = times[(times > start) & (times < start + seconds)] - start
        readings += detector.hear(rng, name, inside, np.full(len(inside), STRENGTH), seconds)
    at, beats = ticks(seconds), piece.beats - start
    return Heard(
        piece.name,
        tuple(piece.onsets),
        tuple(ROLES[name] for name in piece.onsets),
        tuple(sorted(readings, key=lambda reading: reading.arrived)),
        beats[(beats >= 0.0) & (beats < seconds)],
        np.clip(tempo_at(beats, at), SLOWEST, FASTEST),
        np.full(len(at), UNKNOWN),
    )


def _detectors(rng: Generator, piece: Piece) -> list[Detector]:
    return [Detector.draw(rng, str(rng.choice(BY_ROLE[ROLES[name]]))) for name in piece.onsets]
