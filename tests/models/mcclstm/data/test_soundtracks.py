"""Film music with emotions as it lies on a disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.errors import BridgeError
from models.mcclstm.data.soundtracks import tracks

TABLE = """Number,valence,energy,tension,anger,fear,happy,sad,tender,TARGET
1,3,5,7,6.5,5.2,1.0,2.0,1.1,ANGER_HIGH
2,7,5,2,1.0,1.2,3.0,2.0,6.1,TENDER_HIGH
3,7,5,2,1.0,1.2,6.0,2.0,3.1,HAPPY_HIGH
"""


def test_a_track_s_label_is_the_emotion_rated_highest(tmp_path: Path) -> None:
    sounds = tmp_path / "set1" / "set1" / "mp3" / "Soundtrack360_mp3"
    sounds.mkdir(parents=True)
    for number in (1, 2):
        (sounds / f"{number:03d}.mp3").touch()
    (tmp_path / "set1" / "mean_ratings_set1.csv").write_text(TABLE)
    assert [(t.name, t.label, t.path.name) for t in tracks(tmp_path)] == [
        ("set1-001", "anger", "001.mp3"),
        ("set1-002", "tenderness", "002.mp3"),
    ]


def test_the_second_set_has_sounds_of_its_own(tmp_path: Path) -> None:
    for name in ("Set1", "Set2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "003.mp3").touch()
        (tmp_path / f"mean_ratings_{name.lower()}.csv").write_text(TABLE)
    found = {t.name: t.path.parent.name for t in tracks(tmp_path)}
    assert found == {"set1-003": "Set1", "set2-003": "Set2"}


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"mean_ratings_set1\.csv"):
        tracks(tmp_path)
