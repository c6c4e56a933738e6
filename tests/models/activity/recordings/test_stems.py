"""The real stems, where the data folder is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.errors import BridgeError
from bridge.types import RATE
from models.activity.clips import LABELS
from models.activity.recordings import stems
from models.activity.recordings.stems import FILES, MUSDB
from models.leader.data.stems import data_folder
from tests.jack import need


def test_all_real_stems_are_there_and_labelled_with_ours() -> None:
    assert {label for *_, labels in FILES for label in labels} <= set(LABELS)
    assert {label for labels in MUSDB.values() for label in labels} <= set(LABELS)
    try:
        folder = data_folder()
    except BridgeError as error:
        pytest.skip(str(error))
    assert all((folder / where / name).exists() for where, name, _ in FILES)


def test_stempegs_excerpt_is_read_as_stems_of_six_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    need("ffmpeg", "ffmpeg")
    monkeypatch.setattr(stems, "FILES", ())
    found = list(stems.stems(Path("/nowhere")))
    assert [stem.labels for stem in found] == list(MUSDB.values())
    assert all(4 < len(stem.sound) / RATE < 8 for stem in found)
