"""The paper's figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.paper import pca, pictures
from models.leader.paper.lstm import LstmSettings
from models.leader.paper.table import Piece

PNG = b"\x89PNG"


def test_all_components_hold_all_variance(one: list[Piece], tmp_path: Path) -> None:
    found = pca.variances(one)
    for shares in found.values():
        assert len(shares) == 13
        assert np.all(np.diff(shares) >= -1e-9)
        assert shares[-1] == pytest.approx(1.0)
    # Only the time and the stems' BPM move here, all by one law.
    assert found["as they are"][0] > 0.99
    pca.draw(found, tmp_path / "pca.png")
    assert (tmp_path / "pca.png").read_bytes().startswith(PNG)


def test_a_piece_with_sound_has_the_bridge_drawn_too(
    one: list[Piece], six: list[Piece], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "BEST", LstmSettings("as coded", (3, 3), 0.01))
    assert [path.name for path in pictures.draw(one, 0, 1, 50, tmp_path / "x")] == ["x-4.png", "x-5.png"]
    paths = pictures.draw(six, 1, 1, 50, tmp_path / "y")
    assert len(paths) == 3
    assert all(path.read_bytes().startswith(PNG) for path in paths)


def test_the_network_answers_along_the_whole_piece(six: list[Piece], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "BEST", LstmSettings("as coded", (3, 3), 0.01))
    told, at = pictures.lstm_answer(six, 2, 1, 50)
    assert at == pytest.approx(np.arange(0.0, 2.0, 0.1))
    assert told.shape == at.shape


def test_a_piece_is_found_by_its_name(six: list[Piece]) -> None:
    assert pictures.shown(six, "c") == 2
    assert pictures.shown(six, None) == 0
    with pytest.raises(BridgeError, match="there are a, b"):
        pictures.shown(six, "z")
