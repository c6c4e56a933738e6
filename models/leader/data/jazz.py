"""Trios of the Jazz Trio Database as training data.

Onsets and beats were found automatically on a 10 ms grid (Cheston et al., Jazz Trio Database, MIT).
The tracks annotated by hand are for judging, so all that the same trios play is left out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bridge.errors import BridgeError
from models.leader.data.pieces import Piece
from models.leader.data.trios import PLAYERS
from models.leader.ensembles.detector import Detector
from models.leader.splits import Use, piece_sets
from models.leader.splits.trios import SOURCE, by_judged_trio
from models.leader.takes import F64

STEADY = 0.08
"""Largest spread of beat intervals over their mean: above it the automatic beats are not to be trusted."""
FEWEST = 60
"""Beats below which a track is too short."""
DETECTORS = (Detector(0.0, 0.004, 0.0, 0.0, 0.0),) * len(PLAYERS)
"""The onsets are a detector's already; the jitter hides their grid."""


def pieces(folder: Path, use: Use = "train") -> list[Piece]:
    """The tracks for a ``use`` whose beats are steady, by trios none of whose tracks is judged.

    Raises `BridgeError` when the table is missing.
    """
    path = folder / "jtd_onsets.npz"
    if not path.exists():
        raise BridgeError(f"no {path}: it holds the automatic onsets of the Jazz Trio Database")
    split = piece_sets()[SOURCE]
    with np.load(path) as arrays:
        store = {name: arrays[name] for name in arrays.files}

    def times(what: str, i: int) -> F64:
        return np.asarray(store[f"{what}_ms"][slice(*store[f"{what}_ptr"][i : i + 2])] / 1000.0)

    found = [
        Piece({player: times(player, i) for player in PLAYERS}, times("beat", i), name)
        for i, name in enumerate(map(str, store["tracks"]))
        if split.use(name) == use and not by_judged_trio(name)
    ]
    return [piece for piece in found if _steady(piece)]


def _steady(piece: Piece) -> bool:
    gaps = np.diff(piece.beats)
    return len(gaps) >= FEWEST and bool(gaps.std() < STEADY * gaps.mean())
