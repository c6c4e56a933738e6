"""Dance tunes from MIDI become pieces with human timing."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import mido
import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.nottingham import DANCES, pieces

QUARTER = 480


def _song(signature: tuple[int, int], melody: int, chords: int, bars: int = 8) -> bytes:
    """A tune of even notes, each ``melody`` or ``chords`` ticks long; 0 leaves a track empty."""
    song = mido.MidiFile(ticks_per_beat=QUARTER)
    length = bars * signature[0] * 4 * QUARTER // signature[1]
    for step in (melody, chords):
        track = mido.MidiTrack(
            [mido.MetaMessage("time_signature", numerator=signature[0], denominator=signature[1])]
        )
        for _ in range(length // step if step else 0):
            track += [
                mido.Message("note_on", note=60, velocity=90),
                mido.Message("note_off", note=60, time=step),
            ]
        song.tracks.append(track)
    out = io.BytesIO()
    song.save(file=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    songs = {
        "jigs1": _song((6, 8), QUARTER // 2, 3 * QUARTER // 2),
        "reelsa-c1": _song((4, 4), QUARTER // 2, 2 * QUARTER),
        "reelsa-c2": _song((2, 4), QUARTER // 2, QUARTER),
        "waltzes1": _song((3, 4), QUARTER, 3 * QUARTER),
        "waltzes2": _song((3, 4), QUARTER, 0),
        "xmas1": _song((4, 4), QUARTER, QUARTER),
    }
    with tarfile.open(tmp_path / "nottingham_midi.tar.gz", "w:gz") as archive:
        for name, data in songs.items():
            member = tarfile.TarInfo(f"MIDI/{name}.mid")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return tmp_path


def test_the_beat_is_the_dancers_step(folder: Path) -> None:
    found = pieces(folder, 10)
    assert len(found) == 3
    for piece, dance, notes, changes in zip(
        found, ("jigs", "reels", "waltzes"), (3, 4, 1), (1, 1, 3), strict=True
    ):
        bpm = 60.0 / np.median(np.diff(piece.beats))
        assert 0.85 * DANCES[dance].slowest < bpm < 1.15 * DANCES[dance].fastest
        assert len(piece.onsets["melody"]) == pytest.approx(notes * len(piece.beats), abs=notes)
        assert len(piece.onsets["chords"]) == pytest.approx(len(piece.beats) / changes, abs=1)


def test_notes_are_near_their_beats_but_never_on_them(folder: Path) -> None:
    waltz = pieces(folder, 10)[2]
    late = waltz.onsets["melody"] - waltz.beats[: len(waltz.onsets["melody"])]
    assert 0.004 < late.std() < 0.017
    assert waltz.beats[-1] > 60.0


def test_the_same_seed_plays_the_same_and_another_does_not(folder: Path) -> None:
    once, again, other = pieces(folder, 1), pieces(folder, 1), pieces(folder, 1, seed=2)
    np.testing.assert_array_equal(once[0].beats, again[0].beats)
    assert once[0].beats[1] != other[0].beats[1]


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"nottingham_midi\.tar\.gz"):
        pieces(tmp_path, 1)
