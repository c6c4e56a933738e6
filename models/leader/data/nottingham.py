"""Dance tunes of the Nottingham Music Database as training data: melody and chords, beats from the score.

MIDI by the Jukedeck clean-up of the database (GPL-3.0). The files are exact to the grid and name no
tempo, so each tune is played here at one that its dance is danced to, by players with human timing.
A dance's beat is its step, which is what teaches the metrical level: a reel has two a bar.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import mido
import numpy as np
from numpy.random import Generator

from bridge.errors import BridgeError
from models.leader.data.pieces import Piece
from models.leader.takes import F64


@dataclass(frozen=True, slots=True)
class Dance:
    """``signature`` as written; ``step`` quarter notes a beat; ``slowest`` and ``fastest`` usual BPM."""

    signature: tuple[int, int]
    step: float
    slowest: float
    fastest: float


DANCES: Mapping[str, Dance] = MappingProxyType(
    {
        "jigs": Dance((6, 8), 1.5, 100.0, 130.0),
        "slip": Dance((9, 8), 1.5, 105.0, 130.0),
        "reels": Dance((4, 4), 2.0, 95.0, 120.0),
        "hpps": Dance((4, 4), 2.0, 70.0, 95.0),
        "waltzes": Dance((3, 4), 1.0, 120.0, 170.0),
    }
)
"""By the beginning of a tune's name; the other tunes, one in ten, are of mixed kinds and left out."""
PLAYERS = ("melody", "chords")
BOTH = [True, True]
"""Of a tune's tracks: both have notes."""
SECONDS = 90.0
"""A tune is repeated until it is about this long, as for dancers."""
DRIFT = 0.004
"""Standard deviation of the change of tempo from beat to beat, as a share."""
JITTER = (0.005, 0.015)
"""Range in seconds of a player's standard deviation from note to note."""


def pieces(folder: Path, most: int, seed: int = 1) -> list[Piece]:
    """``most`` tunes of the archive, in the order of its files; ``seed`` draws their tempo and timing.

    Raises `BridgeError` when the archive is missing.
    """
    path = folder / "nottingham_midi.tar.gz"
    if not path.exists():
        raise BridgeError(f"no {path}: it holds the tunes of the Nottingham database")
    found: list[Piece] = []
    with tarfile.open(path) as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            dance = next((DANCES[kind] for kind in DANCES if name.stem.startswith(kind)), None)
            if dance is None or name.parent.name != "MIDI" or name.suffix != ".mid":
                continue
            song = mido.MidiFile(file=io.BytesIO(archive.extractfile(member).read()))  # type: ignore[union-attr]
            written = [_places(voice, song.ticks_per_beat * dance.step) for voice in song.tracks]
            if _signatures(song) == {dance.signature} and [len(places) > 0 for places in written] == BOTH:
                found.append(_played(np.random.default_rng([seed, len(found)]), name.stem, written, dance))
            if len(found) >= most:
                break
    return found


def _signatures(song: mido.MidiFile) -> set[tuple[int, int]]:
    return {(m.numerator, m.denominator) for t in song.tracks for m in t if m.type == "time_signature"}


def _played(rng: Generator, name: str, written: list[F64], dance: Dance) -> Piece:
    bar = dance.signature[0] * 4 / dance.signature[1] / dance.step
    length = bar * np.ceil(max(places[-1] for places in written) / bar + 1e-6)
    bpm = rng.uniform(dance.slowest, dance.fastest)
    times = int(np.ceil(SECONDS * bpm / 60.0 / length))
    tempo = bpm * np.exp(np.cumsum(rng.normal(0.0, DRIFT, int(times * length) + 1)))
    beats = np.cumsum(60.0 / tempo)
    return Piece(
        {
            player: _timed(rng, (places + np.arange(times)[:, None] * length).ravel(), beats)
            for player, places in zip(PLAYERS, written, strict=True)
        },
        beats,
        name,
    )


def _places(voice: mido.MidiTrack, ticks_a_beat: float) -> F64:
    """Beats at which notes or chords of a track begin."""
    ticks = np.cumsum([message.time for message in voice])
    struck = [m.type == "note_on" and m.velocity > 0 for m in voice]
    return np.unique(ticks[struck]) / ticks_a_beat


def _timed(rng: Generator, places: F64, beats: F64) -> F64:
    exact = np.interp(places, np.arange(len(beats)), beats)
    return np.sort(exact + rng.normal(0.0, rng.uniform(*JITTER), len(exact)))
