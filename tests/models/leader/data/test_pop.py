"""Songs of POP909 become pieces: one onset a chord, beats as annotated."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import mido
import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.pop import pieces


def _song() -> bytes:
    """60 quarters at 100 BPM: a melody on each, a piano with chords rolled over 20 ms on every other."""
    song = mido.MidiFile(ticks_per_beat=480)
    song.tracks.append(mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=600_000)]))
    melody = mido.MidiTrack([mido.MetaMessage("track_name", name="MELODY")])
    piano = mido.MidiTrack([mido.MetaMessage("track_name", name="PIANO")])
    for beat in range(60):
        melody.append(mido.Message("note_on", note=72, velocity=90, time=480 if beat else 0))
        if beat % 2 == 0:
            piano.append(mido.Message("note_on", note=60, velocity=80, time=944 if beat else 0))
            piano.append(mido.Message("note_on", note=64, velocity=80, time=16))
    song.tracks += [melody, piano]
    out = io.BytesIO()
    song.save(file=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    beats = "".join(f"{0.6 * i:.2f} {float(i % 4 == 0)}\n" for i in range(60)).encode()
    with tarfile.open(tmp_path / "pop909.tar.gz", "w:gz") as archive:
        for name in ("001", "002", "040"):
            for file, data in ((f"{name}.mid", _song()), ("beat_audio.txt", beats), ("key_audio.txt", b"x")):
                member = tarfile.TarInfo(f"POP909/{name}/{file}")
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    return tmp_path


def test_a_rolled_chord_is_one_onset(folder: Path) -> None:
    piece, _ = pieces(folder, 10)
    assert set(piece.onsets) == {"melody", "piano"}
    np.testing.assert_allclose(np.diff(piece.onsets["melody"]), 0.6)
    np.testing.assert_allclose(np.diff(piece.onsets["piano"]), 1.2)
    np.testing.assert_allclose(np.diff(piece.beats), 0.6)


def test_songs_to_validate_on_are_not_trained_on(folder: Path) -> None:
    assert [piece.name for piece in pieces(folder, 10)] == ["001", "002"]
    assert [piece.name for piece in pieces(folder, 10, "validate")] == ["040"]


def test_no_more_songs_than_asked_for_and_a_missing_archive_is_named(folder: Path) -> None:
    assert len(pieces(folder, 1)) == 1
    with pytest.raises(BridgeError, match=r"pop909\.tar\.gz"):
        pieces(folder / "elsewhere", 1)
