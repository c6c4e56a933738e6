"""The Ballroom data set as it lies on a disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.errors import BridgeError
from bridge.labels import STYLES
from models.mcclstm.data.ballroom import FOLDERS, tracks


def test_all_dances_are_styles_that_the_ear_knows() -> None:
    assert set(FOLDERS.values()) < set(STYLES)
    assert len(set(FOLDERS.values())) == 8


def test_a_waltz_is_no_viennese_waltz_and_every_rumba_a_rumba(tmp_path: Path) -> None:
    for folder in ("Waltz", "VienneseWaltz", "Rumba-Misc", "Rumba-American"):
        (tmp_path / "BallroomData" / folder).mkdir(parents=True)
        (tmp_path / "BallroomData" / folder / f"Media-{folder}.wav").touch()
    assert {t.name: t.label for t in tracks(tmp_path)} == {
        "Media-Waltz": "slow_waltz",
        "Media-VienneseWaltz": "viennese_waltz",
        "Media-Rumba-Misc": "rumba",
        "Media-Rumba-American": "rumba",
    }


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="BallroomData/ChaChaCha"):
        tracks(tmp_path)
