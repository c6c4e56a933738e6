"""Songs of POP909 as training data: melody, bridge and piano as MIDI, beats from the recordings.

Wang et al., "POP909: A Pop-song Dataset for Music Arrangement Generation", ISMIR 2020 (MIT).
"""

from __future__ import annotations

import io
import tarfile
from collections import defaultdict
from pathlib import Path

import mido
import numpy as np

from models.leader.data.pieces import Piece

FEWEST = 60
"""Beats below which a song is too short."""
TOGETHER = 0.03
"""Seconds within which notes are one chord."""


def pieces(folder: Path, most: int) -> list[Piece]:
    """The first ``most`` songs of the archive that are long enough."""
    found: list[Piece] = []
    files: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    with tarfile.open(folder / "pop909.tar.gz") as archive:
        for member in archive:
            path = Path(member.name)
            if path.name == "beat_audio.txt" or path.name == f"{path.parent.name}.mid":
                files[path.parent.name][path.suffix] = archive.extractfile(member).read()  # type: ignore[union-attr]
            song = files[path.parent.name]
            if len(song) == 2:
                piece = Piece(_onsets(song[".mid"]), np.loadtxt(io.BytesIO(song[".txt"]))[:, 0])
                del files[path.parent.name]
                found += [piece] if len(piece.beats) >= FEWEST else []
            if len(found) >= most:
                break
    return found


def _onsets(midi: bytes) -> dict[str, np.ndarray]:
    """Seconds of the chords of each named track."""
    song = mido.MidiFile(file=io.BytesIO(midi))
    tempo = next(m.tempo for m in song.tracks[0] if m.type == "set_tempo")
    return {
        voice.name.lower(): _chords(voice, mido.tick2second(1, song.ticks_per_beat, tempo))
        for voice in song.tracks
        if voice.name
    }


def _chords(voice: mido.MidiTrack, second: float) -> np.ndarray:
    ticks = np.cumsum([message.time for message in voice])
    struck = [m.type == "note_on" and m.velocity > 0 for m in voice]
    times = np.unique(ticks[struck]) * second
    return times[np.diff(times, prepend=-1.0) > TOGETHER]
