"""Automatically found trios as training data: nobody who is judged on is trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.leader.data.jazz import PLAYERS, pieces

BEATS = np.arange(0, 40_000, 400)


def test_a_judged_pianists_tracks_and_unsteady_ones_are_left_out(tmp_path: Path) -> None:
    rubato = np.cumsum(np.where(np.arange(100) % 2, 300, 500))
    tracks = {"evansb-one": BEATS, "evansb-two": BEATS, "drewk-song": BEATS + 7, "drewk-rubato": rubato}
    times, ends = np.concatenate(list(tracks.values())), np.cumsum([0, *map(len, tracks.values())])
    arrays = {f"{what}_ms": times for what in (*PLAYERS, "beat")} | {
        f"{what}_ptr": ends for what in (*PLAYERS, "beat")
    }
    np.savez(tmp_path / "jtd_onsets.npz", tracks=np.array(list(tracks)), **arrays)
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "evansb-one_mix.txt").write_text("0.0\t1.1\n")
    (piece,) = pieces(tmp_path)
    np.testing.assert_allclose(piece.beats, (BEATS + 7) / 1000.0)
    assert tuple(piece.onsets) == PLAYERS
