"""Songs of POP909 as training data: melody, bridge and piano as MIDI, beats from the recordings.

Wang et al., "POP909: A Pop-song Dataset for Music Arrangement Generation", ISMIR 2020 (MIT).
"""

from __future__ import annotations

import io
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

import mido
import numpy as np

from bridge.errors import BridgeError
from models.leader.data.pieces import Piece
from models.leader.splits import Use, piece_sets
from models.leader.takes import F64

FEWEST = 60
"""Beats below which a song is too short."""
TOGETHER = 0.03
"""Seconds within which notes are one chord."""


def pieces(folder: Path, most: int, use: Use = "train") -> list[Piece]:
    """The first ``most`` songs of the archive that are for a ``use`` and long enough.

    Raises `BridgeError` when the archive is missing.
    """
    path = folder / "pop909.tar.gz"
    if not path.exists():
        raise BridgeError(f"no {path}: it holds the songs of POP909")
    split = piece_sets()["pop909"]
    songs = (song for song in _songs(path) if split.use(song.name) == use and len(song.beats) >= FEWEST)
    return list(islice(songs, most))


def _songs(path: Path) -> Iterator[Piece]:
    """Each song once both its MIDI and its beats have come by."""
    waiting: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    with tarfile.open(path) as archive:
        for member in archive:
            file = PurePosixPath(member.name)
            name = file.parent.name
            if file.name not in ("beat_audio.txt", f"{name}.mid"):
                continue
            waiting[name][file.suffix] = archive.extractfile(member).read()  # type: ignore[union-attr]
            if len(waiting[name]) == 2:
                song = waiting.pop(name)
                yield Piece(_onsets(song[".mid"]), np.loadtxt(io.BytesIO(song[".txt"]))[:, 0], name)


def _onsets(midi: bytes) -> dict[str, F64]:
    """Seconds of the chords of each named track."""
    song = mido.MidiFile(file=io.BytesIO(midi))
    tempo = next(m.tempo for m in song.tracks[0] if m.type == "set_tempo")
    return {
        voice.name.lower(): _chords(voice, mido.tick2second(1, song.ticks_per_beat, tempo))
        for voice in song.tracks
        if voice.name
    }


def _chords(voice: mido.MidiTrack, second: float) -> F64:
    ticks = np.cumsum([message.time for message in voice])
    struck = [m.type == "note_on" and m.velocity > 0 for m in voice]
    times = np.unique(ticks[struck]) * second
    return np.asarray(times[np.diff(times, prepend=-1.0) > TOGETHER])
