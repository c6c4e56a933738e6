"""Shares of the lead against published couplings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.couplings import agreement, influence

COLUMNS = (
    "piano_to_bass",
    "piano_to_drums",
    "bass_to_piano",
    "bass_to_drums",
    "drums_to_piano",
    "drums_to_bass",
)


def _table(folder: Path, *rows: str) -> Path:
    (folder / "jtd_coupling_tempo.csv").write_text("\n".join([",".join(("track", *COLUMNS)), *rows]))
    return folder


def _net(seed: int, tracks: int = 20) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {f"track{i}": rng.normal(0.0, 1.0, 3) for i in range(tracks)}


def test_influence_is_what_is_given_less_what_is_taken(tmp_path: Path) -> None:
    net = influence(_table(tmp_path, "blue,0.1,0.2,0.3,0.4,0.5,0.6", "gap,0.1,,0.3,0.4,0.5,0.6"))
    assert set(net) == {"blue"}
    np.testing.assert_allclose(net["blue"], [0.3 - 0.8, 0.7 - 0.7, 1.1 - 0.6])


def test_shares_that_follow_the_couplings_agree() -> None:
    net = _net(1)
    found = agreement({track: np.exp(values) / np.exp(values).sum() for track, values in net.items()}, net)
    assert found.tracks == 20
    assert found.correlation > 0.7
    assert found.p_players < 0.001
    assert found.p_tracks < 0.001


def test_shares_of_other_tracks_do_not_agree() -> None:
    found = agreement(_net(2), _net(1))
    assert abs(found.correlation) < 0.4
    assert found.p_players > 0.05
    assert found.p_tracks > 0.05


def test_a_usual_share_for_each_instrument_tells_players_apart_but_not_tracks() -> None:
    usual = np.array([-2.0, 0.0, 2.0])
    net = {track: values + usual for track, values in _net(1).items()}
    found = agreement({track: usual + 0.01 * noise for track, noise in _net(3).items()}, net)
    assert found.p_players < 0.001
    assert found.p_tracks > 0.05


def test_too_few_tracks_and_a_missing_table_are_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match="2 tracks"):
        agreement(_net(1, 2), _net(1))
    with pytest.raises(BridgeError, match=r"no .*jtd_coupling_tempo\.csv"):
        influence(tmp_path)
