"""Tables of onsets on a rhythmic cycle become takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.iemp import takes

PLACES = np.arange(400) * 0.125 + 7.0


def _write(path: Path, column: str) -> None:
    rows = [
        f"x,{place:.6f},{place + 0.01:.6f},{'NA' if i % 4 else f'{place:.6f}'},{'9.0' if i == 0 else ''}"
        for i, place in enumerate(PLACES)
    ]
    path.write_text("\n".join([f"Piece,{column},Tres,Bass,Trumpet", *rows]) + "\n")


def test_every_fourth_place_is_a_beat(tmp_path: Path) -> None:
    _write(tmp_path / "IEMP_Song.csv", "Virtual.SD")
    (take,) = takes(tmp_path)
    np.testing.assert_allclose(np.diff(take.beats[:, 0]), 0.5)
    np.testing.assert_allclose(take.bpm, 120.0)


def test_missing_onsets_are_passed_over_and_silent_players_left_out(tmp_path: Path) -> None:
    _write(tmp_path / "IEMP_Song.csv", "Isochronous.SD.Time")
    (take,) = takes(tmp_path)
    parts = {part.bus: part for part in take.parts}
    assert set(parts) == {"tres", "bass"}
    np.testing.assert_allclose(np.diff(parts["bass"].times), 0.5)
    np.testing.assert_allclose(parts["tres"].times[0], 0.51)


def test_a_performance_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    for name in ("IEMP_Asere_OU_2", "IEMP_Palo_Santo"):
        _write(tmp_path / f"{name}.csv", "Virtual.SD")
    assert [take.name for take in takes(tmp_path)] == ["IEMP_Asere_OU_2"]


def test_a_folder_without_tables_is_named(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"no IEMP_\*\.csv"):
        list(takes(tmp_path))
