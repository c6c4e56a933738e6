"""Trios of the Jazz Trio Database as training data.

Onsets and beats were found automatically on a 10 ms grid (Cheston et al., Jazz Trio Database, MIT).
The tracks annotated by hand are for judging, so all that their pianists play in is left out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.leader.data.pieces import Piece
from models.leader.ensembles.detector import Detector

PLAYERS = ("piano", "bass", "drums")
STEADY = 0.08
"""Largest spread of beat intervals over their mean: above it the automatic beats are not to be trusted."""
FEWEST = 60
"""Beats below which a track is too short."""
DETECTORS = (Detector(0.0, 0.004, 0.0, 0.0, 0.0),) * len(PLAYERS)
"""The onsets are a detector's already; the jitter hides their grid."""


def pieces(folder: Path) -> list[Piece]:
    """The tracks whose beats are steady, by pianists none of whose tracks was annotated by hand."""
    judged = {_pianist(path.name) for path in (folder / "references").rglob("*_mix.txt")}
    with np.load(folder / "jtd_onsets.npz") as arrays:
        store = {name: arrays[name] for name in arrays.files}

    def times(what: str, i: int) -> np.ndarray:
        return np.asarray(store[f"{what}_ms"][slice(*store[f"{what}_ptr"][i : i + 2])] / 1000.0)

    found = [
        Piece({player: times(player, i) for player in PLAYERS}, times("beat", i))
        for i, name in enumerate(store["tracks"])
        if _pianist(str(name)) not in judged
    ]
    return [piece for piece in found if _steady(piece)]


def _pianist(track: str) -> str:
    """The first part of a track's name, e.g. "evansb"."""
    return track.split("-")[0]


def _steady(piece: Piece) -> bool:
    gaps = np.diff(piece.beats)
    return len(gaps) >= FEWEST and bool(gaps.std() < STEADY * gaps.mean())
