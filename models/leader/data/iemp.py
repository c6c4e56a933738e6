"""Onsets of Cuban and North Indian ensembles from the IEMP collection: for judging only.

Clayton et al., "Interpersonal Entrainment in Music Performance", as tables of the R package
onsetsync (Eerola). A row is a place of the rhythm's cycle, four a beat; its columns are the moment
of that place and, for each player, the onset that belongs to it. Beats between the annotated
beginnings of cycles are the collection's own interpolation, not taps.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bridge.errors import BridgeError
from models.leader.data.instruments import INSTRUMENTS, take_of
from models.leader.takes import F64, Take

SECONDS = {"IEMP_DebBh_Drut": 270.0}
"""The duo that accelerates is heard to its end; of the others 90 s do."""
PLACES = ("Virtual.SD", "Virtual.beat", "Isochronous.SD.Time")
"""Names the tables give to the column of the places' moments."""
SAME = "IEMP_Palo_Santo"
"""The same performance as IEMP_Asere_OU_2 (99 % of the onsets are equal): one piece counts once."""
A_BEAT = 4
"""Places a beat: the ``Tactus`` of the tables that have one."""
METER = 4
FEWEST = 10
"""Onsets below which a player is silent in the excerpt, and left out."""


def takes(folder: Path) -> Iterator[Take]:
    """The pieces in ``folder``, each performance once, by name; their leader is unknown.

    Raises `BridgeError` when there is none.
    """
    paths = [path for path in sorted(folder.glob("IEMP_*.csv")) if path.stem != SAME]
    if not paths:
        raise BridgeError(f"no IEMP_*.csv in {folder}: it should hold the tables of onsetsync")
    for path in paths:
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        places = _column(rows, next(name for name in PLACES if name in rows[0]))
        yield _played(path.stem, rows, places[::A_BEAT])


def _played(name: str, rows: list[dict[str, str]], beats: F64) -> Take:
    seconds = SECONDS.get(name, 90.0)
    until = beats[0] + seconds
    onsets = {key.lower(): _column(rows, key) for key in rows[0] if key.lower() in INSTRUMENTS}
    playing = {bus: times for bus, times in onsets.items() if np.sum(times < until) >= FEWEST}
    return take_of(name, playing, beats, METER, seconds)


def _column(rows: list[dict[str, str]], name: str) -> F64:
    return np.array([float(row[name]) for row in rows if row[name] not in ("", "NA")])
