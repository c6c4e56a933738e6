"""Where the paper's tables come from."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import stempeg

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.paper import sources
from tests.jack import need


def waves(folder: Path, names: tuple[str, ...] = sources.WAVES) -> Path:
    """A track as MUSDB18-HQ has it: stereo, the i-th stem constant at i / 10."""
    folder.mkdir(parents=True)
    for i, name in enumerate(names):
        soundfile.write(folder / f"{name}.wav", np.full((1000 + i, 2), i / 10), RATE, subtype="FLOAT")
    return folder


def csv(path: Path, rows: list[list[float]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt") as file:
        file.write("a header\n" + "\n".join(",".join(map(str, row)) for row in rows))
    return path


def test_a_folder_of_waves_is_read_in_the_order_of_the_parts(tmp_path: Path) -> None:
    waves(tmp_path / "train" / "A Band - Song")
    [place] = sources.musdb(tmp_path)
    track = sources.read_track(place)
    assert track.name == "A Band - Song"
    assert track.sounds.shape == (5, 1000)
    assert track.sounds[:, 0] == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])


def test_a_missing_stem_is_named(tmp_path: Path) -> None:
    folder = waves(tmp_path / "song", ("mixture", "drums", "bass", "other"))
    with pytest.raises(BridgeError, match="vocals missing"):
        sources.read_track(folder)


def test_a_folder_without_tracks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="is it MUSDB18"):
        sources.musdb(tmp_path)


def test_a_stem_mp4_is_mix_and_four_stems(tmp_path: Path) -> None:
    need("ffmpeg", "ffmpeg")
    shutil.copy(stempeg.example_stem_path(), tmp_path / "A Band - Song.stem.mp4")
    [place] = sources.musdb(tmp_path)
    track = sources.read_track(place)
    assert track.name == "A Band - Song"
    assert track.sounds.shape[0] == 5
    # The mix of MUSDB18 is the sum of its stems, but for what AAC does to each.
    assert np.corrcoef(track.sounds[0], track.sounds[1:].sum(axis=0))[0, 1] > 0.95


def test_what_is_no_stem_mp4_is_refused(tmp_path: Path) -> None:
    need("ffmpeg", "ffmpeg")
    path = tmp_path / "broken.stem.mp4"
    path.write_bytes(b"nothing")
    with pytest.raises(BridgeError, match="cannot be read"):
        sources.read_stems(path)


def test_the_zero_row_at_the_end_of_the_authors_table_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / sources.AUTHORS / "Song.csv.gz"
    csv(path, [[0.0, *range(1, 16)], [0.01, *range(1, 16)], [0.02, *[0] * 15]])
    [table] = sources.authors(tmp_path)
    assert table.name == "Song"
    assert table.seconds.tolist() == [0.0, 0.01]
    assert table.mix.tolist() == [1.0, 1.0]
    assert table.stems[0].tolist() == [4.0, 7.0, 10.0, 13.0]


def test_a_table_of_another_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="3 columns where the authors' table has 16"):
        sources.read_table(csv(tmp_path / "x.csv.gz", [[0, 1, 2]]))
    with pytest.raises(BridgeError, match="cannot be read"):
        sources.read_table(csv(tmp_path / "y.csv.gz", [[float("nan")], [0, 1]]))


def test_where_the_authors_tables_are_not_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"no .csv.gz in it"):
        sources.authors(tmp_path)
