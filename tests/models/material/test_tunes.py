"""Tunes know where their bars begin."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import mido
import numpy as np
import pytest

from bridge.errors import BridgeError
from models.material.tunes import FEWEST, USES, nottingham, pop909, use_of


def _track(name: str, keys: list[int], ticks: int, wait: int = 0) -> mido.MidiTrack:
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
    for place, key in enumerate(keys):
        track.append(mido.Message("note_on", note=key, velocity=90, time=0 if place else wait))
        track.append(mido.Message("note_off", note=key, time=ticks))
    return track


def _midi(*tracks: mido.MidiTrack) -> bytes:
    out = io.BytesIO()
    head = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=500_000)])
    mido.MidiFile(type=1, ticks_per_beat=480, tracks=[head, *tracks]).save(file=out)
    return out.getvalue()


def _archive(path: Path, files: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def test_the_bars_of_a_dance_begin_with_its_first_chord(tmp_path: Path) -> None:
    melody = _track("", [72] * 49, 240)  # an upbeat of a quaver, then eight bars of 6/8
    chords = _track("", [48] * 8, 720 * 2, wait=240)
    _archive(tmp_path / "nottingham" / "nottingham_midi.tar.gz", {"x/MIDI/jigs9.mid": _midi(melody, chords)})
    (tune,) = nottingham(tmp_path)
    quaver = tune.parts["melody"][1].start
    assert tune.style == "jig"
    assert tune.bars[0] == pytest.approx(quaver)
    np.testing.assert_allclose(np.diff(tune.bars), 6 * quaver)
    assert len(tune.bars) == 9  # the end of the last one too


def test_the_bars_of_a_song_are_those_annotated(tmp_path: Path) -> None:
    song = _midi(*(_track(name, [60] * 80, 480) for name in ("MELODY", "BRIDGE", "PIANO")))
    beats = "".join(f"{0.5 * i} {float(i % 2 == 0)} {float(i % 4 == 0)}\n" for i in range(80)).encode()
    short = b"0.0 1.0 1.0\n2.0 1.0 1.0\n"
    files = {
        "POP909/001/001.mid": song,
        "POP909/001/versions/001-v1.mid": song,
        "POP909/001/beat_midi.txt": beats,
        "POP909/002/beat_midi.txt": short,
        "POP909/002/002.mid": song,
    }
    _archive(tmp_path / "pop909" / "pop909.tar.gz", files)
    (tune,) = pop909(tmp_path)
    assert (tune.name, set(tune.parts)) == ("pop909/001", {"melody", "bridge", "piano"})
    np.testing.assert_allclose(tune.bars, 2.0 * np.arange(20))
    assert len(tune.bars) > FEWEST


def test_two_tenths_of_all_names_are_for_the_test_and_stay_so() -> None:
    uses = [use_of(f"piece/{number}") for number in range(5000)]
    assert uses.count("test") / 5000 == pytest.approx(USES.count("test") / 10, abs=0.02)
    assert use_of("tango/0000") == "train"


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"pop909\.tar\.gz"):
        next(pop909(tmp_path))
