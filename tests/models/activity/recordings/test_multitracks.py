"""MedleyDB's layout, on a folder made here, and all of its annotations where they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import yaml

from bridge.errors import BridgeError
from bridge.types import RATE
from models.activity.clips import LABELS
from models.activity.recordings.multitracks import (
    activations,
    annotated,
    archived,
    by_artist,
    described,
    tracks,
)
from models.activity.recordings.taxonomy import LABEL, NAMES
from models.leader.data.stems import data_folder

SECONDS = 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One track as MedleyDB lays it out: a bass that plays 2 s, a flute with a piano, a harp."""
    audio = tmp_path / "Audio" / "Band_Song"
    (audio / "Band_Song_STEMS").mkdir(parents=True)
    (tmp_path / "Metadata").mkdir()
    rng, mix, stems = np.random.default_rng(0), 0.0, {}
    told = {"S01": ("electric bass", 2), "S02": (["flute", "piano"], 5), "S03": ("harp", 5)}
    for number, (instrument, until) in told.items():
        sound = rng.normal(0, 0.1, SECONDS * RATE)
        sound[until * RATE :] = 0
        name = f"Band_Song_STEM_{number[1:]}.wav"
        soundfile.write(audio / "Band_Song_STEMS" / name, sound, RATE)
        stems[number] = {"filename": name, "instrument": instrument, "component": ""}
        mix = mix + sound
    soundfile.write(audio / "Band_Song_MIX.wav", mix, RATE)
    text = yaml.safe_dump({"artist": "Band", "mix_filename": "Band_Song_MIX.wav", "stems": stems})
    (tmp_path / "Metadata" / "Band_Song_METADATA.yaml").write_text(text)
    return tmp_path


def sounding(row: np.ndarray) -> set[str]:
    return {LABELS[i] for i in np.flatnonzero(row)}


def test_without_annotation_the_stems_envelopes_tell_what_sounds(folder: Path) -> None:
    track = tracks(folder)[0]
    found = annotated(track, folder)
    assert found.frames.shape == (4, 43, 80)
    assert sounding(found.truth[0]) == sounding(found.truth[1]) == {"electric_bass", "flute", "piano"}
    assert sounding(found.truth[-1]) == {"flute", "piano"}


def test_an_annotation_is_believed_rather_than_the_envelopes(folder: Path) -> None:
    times = np.arange(0.0, SECONDS, 0.0464)
    rows = [f"{t:.4f},{0.9 if t > 2.5 else 0.1},0.1,0.9" for t in times]
    text = "\n".join(["time,S01,S02,S03", *rows])
    (folder / "Band_Song_ACTIVATION_CONF.lab").write_text(text)
    found = annotated(tracks(folder)[0], folder)
    assert [sounding(row) for row in found.truth] == [set(), set(), {"electric_bass"}, {"electric_bass"}]


def test_what_is_missing_or_broken_is_said_in_one_line(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="METADATA"):
        tracks(tmp_path / "Audio")
    with pytest.raises(BridgeError, match="not metadata"):
        described("stems: 3", "Song")
    with pytest.raises(BridgeError, match="not activations"):
        activations("time,S01\nzero,one")
    next(folder.rglob("*_MIX.wav")).unlink()
    with pytest.raises(BridgeError, match="is missing"):
        annotated(tracks(folder)[0], folder)


def test_no_artist_is_on_both_sides() -> None:
    made = [described(_metadata(f"artist {i % 40}"), f"song {i}") for i in range(200)]
    rest, test = by_artist(made)
    assert not {track.artist for track in rest} & {track.artist for track in test}
    assert 10 < len(test) < 100
    assert len(rest) + len(test) == 200


def _metadata(artist: str) -> str:
    return yaml.safe_dump({"artist": artist, "mix_filename": "m.wav", "stems": {}})


def test_the_taxonomy_knows_only_our_labels_and_no_name_twice() -> None:
    assert set(NAMES) == set(LABELS)
    assert len(LABEL) == sum(map(len, NAMES.values()))


def test_all_annotations_of_medleydb_can_be_read() -> None:
    try:
        path = data_folder() / "medleydb_annotations" / "medleydb_metadata_activations.tar.xz"
    except BridgeError as error:
        pytest.skip(str(error))
    if not path.exists():
        pytest.skip(f"no {path}")
    found = list(archived(path))
    labelled = {label for track, _ in found for stem in track.stems for label in track.labels(stem)}
    assert len(found) > 300
    assert labelled == set(LABELS)
    active = [(track, sure) for track, sure in found if sure]
    assert len(active) > 200
    # Lolita by Purling Hiss is annotated with a stem more than it has.
    assert {track.name for track, sure in active if not set(sure) <= set(track.stems)} == {
        "PurlingHiss_Lolita"
    }
    assert all(each.min() >= 0 and each.max() <= 1 for _, sure in active for each in sure.values())
