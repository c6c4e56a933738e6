"""The 29 tracks of the Jazz Trio Database whose onsets and beats were annotated by hand: for judging only.

Cheston et al., "Jazz Trio Database" (annotations: MIT). Each track has four files of lines "seconds
label": beats (``_mix``, the label is bar.beat) and the onsets of piano, bass and drums.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bridge.errors import BridgeError
from models.leader.data.instruments import take_of
from models.leader.takes import F64, Take

PLAYERS = ("piano", "bass", "drums")
SECONDS = 90.0
"""Of each track; some are shorter."""
BEATS = "_mix.txt"


def takes(folder: Path) -> Iterator[Take]:
    """The tracks in ``folder/references``, by name; their leader is unknown.

    Raises `BridgeError` when there is none.
    """
    paths = sorted((folder / "references").rglob(f"*{BEATS}"))
    if not paths:
        raise BridgeError(f"no hand-annotated tracks in {folder}/references: is it the Jazz Trio Database?")
    for path in paths:
        name = path.name.removesuffix(BEATS)
        onsets = {player: _seconds(path.with_name(f"{name}_{player}.txt")) for player in PLAYERS}
        yield take_of(name, onsets, _seconds(path), _meter(path), SECONDS)


def _seconds(path: Path) -> F64:
    return np.loadtxt(path, usecols=0, ndmin=1)


def _meter(path: Path) -> int:
    """Beats a bar: the highest that a label counts to."""
    return max(int(line.split()[1].split(".")[1]) for line in path.read_text().splitlines())
