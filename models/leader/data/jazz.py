"""Trios of the Jazz Trio Database as training data.

Onsets and beats were found automatically on a 10 ms grid (Cheston et al., Jazz Trio Database, MIT).
The tracks annotated by hand are left out: they are for judging.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.leader.data.pieces import Piece
from models.leader.ensembles.simulate import Detector

PLAYERS = ("piano", "bass", "drums")
STEADY = 0.08
"""Largest spread of beat intervals over their mean: above it the automatic beats are not to be trusted."""
FEWEST = 60
"""Beats below which a track is too short."""
DETECTORS = (Detector(0.0, 0.004, 0.0, 0.0, 0.0),) * len(PLAYERS)
"""The onsets are a detector's already; the jitter hides their grid."""


def pieces(folder: Path) -> list[Piece]:
    """The tracks whose beats are steady and not annotated by hand."""
    by_hand = {path.name.rsplit("_", 1)[0] for path in (folder / "references").rglob("*_mix.txt")}
    with np.load(folder / "jtd_onsets.npz") as arrays:
        store = {name: arrays[name] for name in arrays.files}

    def times(what: str, i: int) -> np.ndarray:
        return np.asarray(store[f"{what}_ms"][slice(*store[f"{what}_ptr"][i : i + 2])] / 1000.0)

    found = [
        Piece({player: times(player, i) for player in PLAYERS}, times("beat", i))
        for i, name in enumerate(store["tracks"])
        if str(name) not in by_hand
    ]
    return [piece for piece in found if _steady(piece)]


def _steady(piece: Piece) -> bool:
    gaps = np.diff(piece.beats)
    return len(gaps) >= FEWEST and bool(gaps.std() < STEADY * gaps.mean())
