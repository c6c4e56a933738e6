"""Real pieces become excerpts whose tempo is known and whose leader is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.pieces import Piece, excerpt, tempo_at
from models.leader.data.stems import data_folder
from models.leader.ensembles.simulate import UNKNOWN, Detector

EXACT = Detector(0.0, 0.0, 0.0, 0.0, 0.0)
BEATS = np.arange(0.0, 120.0, 0.5)


def test_the_tempo_comes_from_the_beats() -> None:
    np.testing.assert_allclose(tempo_at(BEATS, np.array([0.0, 30.0, 200.0])), 120.0)


def test_one_wrong_beat_does_not_move_the_tempo() -> None:
    beats = np.sort(np.append(BEATS, 30.2))
    np.testing.assert_allclose(tempo_at(beats, np.array([20.0, 30.0, 40.0])), 120.0, rtol=0.02)


def test_an_excerpt_begins_anew_and_nobody_knows_its_leader() -> None:
    piece = Piece({"piano": BEATS, "bass": BEATS[::2]}, BEATS)
    cut = excerpt(np.random.default_rng(1), piece, (EXACT, EXACT), seconds=20.0)
    assert cut.buses == ("piano", "bass")
    assert set(cut.leader) == {UNKNOWN}
    np.testing.assert_allclose(cut.bpm, 120.0)
    heard = [reading.t for reading in cut.readings if reading.bus == "piano"]
    np.testing.assert_allclose(np.diff(heard), 0.5)
    assert max(heard) < 20.0


def test_a_missing_data_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERBRIDGE_DATA", str(tmp_path / "nothing"))
    with pytest.raises(BridgeError, match="set LEADERBRIDGE_DATA"):
        data_folder()
