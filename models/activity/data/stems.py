"""Stems of known instruments: one session at a time, each instrument once or twice, as if recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from bridge.types import F32
from models.activity.data.beats import hands, kit
from models.activity.data.instruments import GENERAL, OTHER, Instrument, ways
from models.activity.data.noises import idle
from models.activity.data.scores import Book, Notes, played
from models.activity.data.singer import singer
from models.activity.data.tabla import tabla
from models.leader.audio.render import render
from models.leader.audio.score import Note
from models.leader.audio.soundfont import play
from models.leader.audio.timbres import TIMBRES, Program, Timbre
from models.leader.takes import Part
from models.material.sound import in_a_room, loudness, recorded

SECONDS = 30.0
"""Length of a stem."""
EACH = 2
"""Stems of each sound that was drawn for a session: its font is loaded once for all."""
OWN = 0.3
"""Share of an instrument's stems that are synthesised by the project, where it can."""
PERCUSSION = ("drums", "percussion", "tabla")
TIMBRE: Mapping[str, Timbre] = {timbre.name: timbre for timbre in TIMBRES}


@dataclass(frozen=True, slots=True, eq=False)
class Stem:
    """``sound`` ``(n,)`` of an instrument, loudness 1; ``label`` its name or `OTHER`; ``source`` what made
    it, for people to read."""

    label: str
    source: str
    sound: F32


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stem to be made: how it sounds and what it plays."""

    row: Instrument
    sound: Program | Timbre | None
    notes: Notes


def session(rng: Generator, book: Book, font: Path, own: float) -> list[Stem]:
    """Stems of all instruments, of others that are none of the 18, and of noises, played with ``font``.

    ``own`` is the share of an instrument's sounds that the project synthesises, where it can. Raises
    `BridgeError` when fluidsynth fails.
    """
    out = int(rng.integers(len(GENERAL)))
    melodic = [name for i, name in enumerate(GENERAL) if i != out] + [OTHER]
    drawn = [stem for label in (*melodic, *PERCUSSION) for stem in _draw(label, book, rng, own)]
    by_font = [stem for stem in drawn if isinstance(stem.sound, Program)]
    alone = [stem for stem in drawn if not isinstance(stem.sound, Program)]
    sounds = [*_by_font(by_font, font), *(_by_itself(stem, rng) for stem in alone)]
    made = [
        Stem(each.row.label, _source(each, font), sound)
        for each, sound in zip([*by_font, *alone], sounds, strict=True)
    ]
    noises = [Stem(OTHER, "noise", idle(rng, SECONDS)) for _ in range(EACH)]
    return [
        Stem(stem.label, stem.source, as_recorded(stem.sound, rng))
        for stem in (*made, *noises)
        if np.any(stem.sound)
    ]


def as_recorded(sound: F32, rng: Generator) -> F32:
    """In a room or not, through a studio, at loudness 1."""
    if rng.random() < 0.6:
        sound = in_a_room(sound, rng)
    sound = recorded(sound, rng)
    return sound / np.float32(loudness(sound))


def _draw(label: str, book: Book, rng: Generator, own: float) -> list[Drawn]:
    rows = ways(label)
    row = rows[rng.integers(len(rows))]
    sound = _sound(row, rng, own)
    return [Drawn(row, sound, _notes(row, book, rng)) for _ in range(EACH)]


def _sound(row: Instrument, rng: Generator, own: float) -> Program | Timbre | None:
    if row.own and rng.random() < own:
        return TIMBRE[str(rng.choice(row.own))]
    if not row.programs:
        return None
    return Program(int(rng.choice(row.programs)), drums=row.role in ("kit", "hands"))


def _notes(row: Instrument, book: Book, rng: Generator) -> Notes:
    if row.role == "kit":
        return kit(rng, SECONDS)
    if row.role == "hands":
        return hands(rng, SECONDS)
    return () if row.role == "tabla" else played(row, book, rng, SECONDS)


def _by_font(stems: Sequence[Drawn], font: Path) -> list[F32]:
    """All in one run, one after the other; a sound that several have is one part."""
    parts: dict[Program, list[Note]] = defaultdict(list)
    kits = [stem.sound for stem in stems if isinstance(stem.sound, Program) and stem.sound.drums]
    for slot, stem in enumerate(stems):
        # There is one channel for drums: small percussion is the same in all kits.
        program = kits[0] if stem.sound in kits else stem.sound
        parts[program] += [Note(n.start + slot * SECONDS, n.held, n.pitch, n.strength) for n in stem.notes]  # type: ignore[index]
    sound = play([(notes, program) for program, notes in parts.items()], font, len(stems) * SECONDS)
    return list(sound.reshape(len(stems), -1))


def _by_itself(stem: Drawn, rng: Generator) -> F32:
    if stem.row.role == "tabla":
        return tabla(rng, SECONDS)
    if not isinstance(stem.sound, Timbre):
        return singer(stem.notes, rng, SECONDS)
    times, pitches, strengths = (
        np.array([getattr(n, name) for n in stem.notes]) for name in ("start", "pitch", "strength")
    )
    return render(Part("bus", "melody", times, strengths, pitches), stem.sound, SECONDS, rng)


def _source(stem: Drawn, font: Path) -> str:
    if isinstance(stem.sound, Timbre):
        return stem.sound.name
    if stem.sound is None:
        return f"own {stem.row.role}"
    return f"{font.stem} {'kit' if stem.sound.drums else 'program'} {stem.sound.number}"
