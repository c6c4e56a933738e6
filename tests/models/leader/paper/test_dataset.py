"""Pieces, made once and kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.paper import dataset, ensembles, sources
from models.leader.paper.sources import Track
from models.leader.paper.table import Piece
from models.leader.takes import Part


def test_what_the_bridge_says_stands_beside_the_rows(band: Track, tmp_path: Path) -> None:
    piece = dataset.heard(band, tmp_path)
    assert piece.ours is not None
    assert piece.truth is not None
    assert len(piece.ours) == len(piece.truth) == len(piece.table.seconds) > 500
    assert not piece.ours[:10].any()
    assert piece.ours[-1] == pytest.approx(120.0, abs=3.0)


def test_pieces_are_made_once(band: Track, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "musdb", lambda folder: [Path("band")])
    monkeypatch.setattr(sources, "read_track", lambda place: band)
    monkeypatch.setattr(dataset, "bridge_tempo", lambda track, built: np.zeros(80))
    wanted = dataset.Wanted(folder=tmp_path)
    [made] = dataset.make("musdb", wanted, tmp_path)
    monkeypatch.setattr(dataset, "heard", never)
    assert list(dataset.make("musdb", wanted, tmp_path)) == [made]
    [piece] = dataset.pieces("musdb", tmp_path)
    assert piece.table.name == "band"
    assert piece.ours is not None


never: Callable[..., Piece] = None  # type: ignore[assignment]


def test_musdb_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="say --folder"):
        list(dataset.make("musdb", dataset.Wanted(), tmp_path))


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="authors, excerpt, ensembles, musdb"):
        list(dataset.make("radio", dataset.Wanted(), tmp_path))


def test_tables_that_were_not_made_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"python -m models.leader.paper dataset excerpt"):
        dataset.pieces("excerpt", tmp_path)


def test_players_sit_where_their_role_belongs() -> None:
    roles = ("melody", "pad", "drums", "chords")
    none = np.empty(0)
    parts = [Part(role, role, none, none, none) for role in roles]
    assert ensembles.seated(parts) == [2, 1, 3, 0]
