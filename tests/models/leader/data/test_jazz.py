"""Automatically found trios as training data: nobody who is judged on is trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.jazz import PLAYERS, pieces

BEATS = np.arange(0, 40_000, 400)
JUDGED = "evansb-seesaw-gomezemorellm-1973-166c480f"
SAME_TRIO = "evansb-nardis-gomezemorellm-1974-00000000"
VALIDATED = "drewk-takingachanceonlove-chamberspjoep-1956-e56b56fa"


def _write(folder: Path, tracks: dict[str, np.ndarray]) -> None:
    times, ends = np.concatenate(list(tracks.values())), np.cumsum([0, *map(len, tracks.values())])
    columns = (*PLAYERS, "beat")
    arrays = {f"{what}_ms": times for what in columns} | {f"{what}_ptr": ends for what in columns}
    np.savez(folder / "jtd_onsets.npz", tracks=np.array(list(tracks)), **arrays)


def test_judged_trios_and_unsteady_tracks_are_left_out(tmp_path: Path) -> None:
    rubato = np.cumsum(np.where(np.arange(100) % 2, 300, 500))
    _write(
        tmp_path,
        {
            JUDGED: BEATS,
            SAME_TRIO: BEATS,
            VALIDATED: BEATS,
            "drewk-song-ab-1960-0": BEATS + 7,
            "drewk-rubato-ab-1960-0": rubato,
        },
    )
    (piece,) = pieces(tmp_path)
    assert piece.name == "drewk-song-ab-1960-0"
    np.testing.assert_allclose(piece.beats, (BEATS + 7) / 1000.0)
    assert tuple(piece.onsets) == PLAYERS


def test_tracks_to_validate_on_come_only_when_asked_for(tmp_path: Path) -> None:
    _write(tmp_path, {VALIDATED: BEATS, "drewk-song-ab-1960-0": BEATS})
    assert [piece.name for piece in pieces(tmp_path, "validate")] == [VALIDATED]


def test_a_folder_without_the_table_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(BridgeError, match=r"jtd_onsets\.npz: it holds"):
        pieces(tmp_path)
