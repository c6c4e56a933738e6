"""Tunes as notes, from data that may be trained on: POP909 (MIT) and the Nottingham dances (GPL-3.0)."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal
from zlib import crc32

import mido
import numpy as np

from bridge.errors import BridgeError
from models.leader.audio.score import SHORTEST, Note

Use = Literal["train", "validate", "test"]
USES: tuple[Use, ...] = ("train",) * 7 + ("validate",) + ("test",) * 2
"""Seven tenths of all pieces are for training, two for the test."""
DANCES: Mapping[str, tuple[str, float, float, float]] = {
    "jigs": ("jig", 1.5, 100.0, 130.0),
    "reels": ("reel", 2.0, 95.0, 120.0),
    "hpps": ("hornpipe", 2.0, 70.0, 95.0),
    "waltzes": ("folk_waltz", 1.0, 120.0, 170.0),
}
"""By the beginning of a file's name: style, quarter notes a beat, slowest and fastest beats a minute."""


@dataclass(frozen=True, slots=True, eq=False)
class Tune:
    """A piece: ``parts`` by name, notes in seconds; its ``style`` one of `bridge.labels.STYLES`."""

    name: str
    style: str
    parts: Mapping[str, tuple[Note, ...]]

    @property
    def use(self) -> Use:
        """What it is for: by its name alone, so that it is the same for all who ask."""
        return use_of(self.name)

    @property
    def seconds(self) -> float:
        """When its last note ends."""
        return max(note.start + note.held for part in self.parts.values() for note in part)


def use_of(name: str) -> Use:
    """What the piece of that name is for."""
    return USES[crc32(name.encode()) % len(USES)]


def pop909(data: Path) -> Iterator[Tune]:
    """The songs, as performed: ``melody``, ``bridge`` and ``piano``."""
    for path, content in _files(data / "pop909" / "pop909.tar.gz", ".mid"):
        song = mido.MidiFile(file=io.BytesIO(content))
        tempo = next(m.tempo for m in song.tracks[0] if m.type == "set_tempo")
        second = mido.tick2second(1, song.ticks_per_beat, tempo)
        parts = {track.name.lower(): notes(track, second) for track in song.tracks if track.name}
        if path.stem == path.parent.name and all(parts.values()):
            yield Tune(f"pop909/{path.stem}", "pop", parts)


def nottingham(data: Path) -> Iterator[Tune]:
    """The dances that `DANCES` names, ``melody`` and ``chords``, at a tempo at which they are danced to."""
    for path, content in _files(data / "nottingham" / "nottingham_midi.tar.gz", ".mid"):
        dance = next((DANCES[kind] for kind in DANCES if path.name.startswith(kind)), None)
        if dance is None or path.parent.name != "MIDI":
            continue
        song, name = mido.MidiFile(file=io.BytesIO(content)), f"nottingham/{path.stem}"
        style, quarters, slowest, fastest = dance
        bpm = np.random.default_rng(crc32(name.encode())).uniform(slowest, fastest)
        second = 60.0 / bpm / quarters / song.ticks_per_beat
        found = [notes(track, second) for track in song.tracks]
        played = [part for part in found if part]
        if len(played) == 2:
            yield Tune(name, style, dict(zip(("melody", "chords"), played, strict=True)))


def notes(track: mido.MidiTrack, second: float) -> tuple[Note, ...]:
    """The notes of a MIDI track, each tick of which is ``second`` long."""
    now, done = 0, []
    sounding: dict[int, tuple[int, int]] = {}
    for message in track:
        now += message.time
        if message.type not in ("note_on", "note_off"):
            continue
        if message.note in sounding:
            began, velocity = sounding.pop(message.note)
            held = max(SHORTEST, (now - began) * second)
            done.append(Note(began * second, held, float(message.note), velocity / 127))
        if message.type == "note_on" and message.velocity:
            sounding[message.note] = (now, message.velocity)
    return tuple(sorted(done, key=lambda note: (note.start, note.pitch)))


def _files(path: Path, suffix: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    if not path.exists():
        raise BridgeError(f"no {path}: set LEADERBRIDGE_DATA to the folder that holds the data sets")
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(suffix):
                yield PurePosixPath(member.name), archive.extractfile(member).read()  # type: ignore[union-attr]
