"""Tunes as notes, from data that may be trained on: POP909 (MIT) and the Nottingham dances (GPL-3.0)."""

from __future__ import annotations

import io
import tarfile
from collections import defaultdict
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
DANCES: Mapping[str, tuple[str, float, float, float, int]] = {
    "jigs": ("jig", 1.5, 100.0, 130.0, 2),
    "reels": ("reel", 2.0, 95.0, 120.0, 2),
    "hpps": ("hornpipe", 2.0, 70.0, 95.0, 2),
    "waltzes": ("folk_waltz", 1.0, 120.0, 170.0, 3),
}
"""By the beginning of a file's name: style, quarter notes a beat, slowest and fastest beats a minute, beats
a bar."""
FEWEST = 16
"""Bars below which a song is too short, or was annotated in another metre."""


@dataclass(frozen=True, slots=True, eq=False)
class Tune:
    """A piece: ``parts`` by name, notes in seconds; its ``style`` one of `bridge.labels.STYLES`; ``bars``
    the seconds at which its bars begin."""

    name: str
    style: str
    parts: Mapping[str, tuple[Note, ...]]
    bars: tuple[float, ...]

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
    """The songs, as performed: ``melody``, ``bridge`` and ``piano``; bars as annotated, of four beats."""
    waiting: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for path, content in _files(data / "pop909" / "pop909.tar.gz", (".mid", "beat_midi.txt")):
        name = path.parent.name
        if path.name in ("beat_midi.txt", f"{name}.mid"):
            waiting[name][path.suffix] = content
        if len(waiting[name]) == 2:
            song = waiting.pop(name)
            parts, bars = _song(song[".mid"]), _downbeats(song[".txt"])
            if all(parts.values()) and len(bars) > FEWEST:
                yield Tune(f"pop909/{name}", "pop", parts, bars)


def nottingham(data: Path) -> Iterator[Tune]:
    """The dances that `DANCES` names, ``melody`` and ``chords``, at a tempo at which they are danced to.

    A bar begins with the first chord: what the melody has before is its upbeat.
    """
    for path, content in _files(data / "nottingham" / "nottingham_midi.tar.gz", (".mid",)):
        dance = next((DANCES[kind] for kind in DANCES if path.name.startswith(kind)), None)
        if dance is None or path.parent.name != "MIDI":
            continue
        song, name = mido.MidiFile(file=io.BytesIO(content)), f"nottingham/{path.stem}"
        style, quarters, slowest, fastest, beats = dance
        beat = 60.0 / np.random.default_rng(crc32(name.encode())).uniform(slowest, fastest)
        found = [notes(track, beat / quarters / song.ticks_per_beat) for track in song.tracks]
        played = [part for part in found if part]
        if len(played) == 2:
            melody, chords = played
            bars = np.arange(chords[0].start, melody[-1].start + beat, beats * beat)
            yield Tune(name, style, {"melody": melody, "chords": chords}, tuple(bars.tolist()))


def _song(midi: bytes) -> dict[str, tuple[Note, ...]]:
    song = mido.MidiFile(file=io.BytesIO(midi))
    tempo = next(m.tempo for m in song.tracks[0] if m.type == "set_tempo")
    second = mido.tick2second(1, song.ticks_per_beat, tempo)
    return {track.name.lower(): notes(track, second) for track in song.tracks if track.name}


def _downbeats(table: bytes) -> tuple[float, ...]:
    """The annotators give a beat's time, and flags: first of two, first of four."""
    beats = np.loadtxt(io.BytesIO(table), ndmin=2)
    return tuple(beats[beats[:, 2] == 1.0, 0].tolist())


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


def _files(path: Path, ends: tuple[str, ...]) -> Iterator[tuple[PurePosixPath, bytes]]:
    if not path.exists():
        raise BridgeError(f"no {path}: set LEADERBRIDGE_DATA to the folder that holds the data sets")
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(ends):
                yield PurePosixPath(member.name), archive.extractfile(member).read()  # type: ignore[union-attr]
