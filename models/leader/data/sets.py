"""All real material to judge on, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from models.leader.data import band, iemp, injection, recordings, rendered, strings, trios
from models.leader.data.mixes import BALLROOM, GTZAN
from models.leader.takes import Heard

REAL_SETS: Mapping[str, Callable[[Path], Iterator[Heard]]] = MappingProxyType(
    {
        "trios": lambda folder: rendered.hearings("trios", trios.takes(folder / "jazz_trio_database")),
        "iemp": lambda folder: rendered.hearings("iemp", iemp.takes(folder / "iemp_onsetsync")),
        "stems": recordings.hearings,
        "strings": lambda folder: strings.hearings(folder / "virtuoso_strings"),
        "injection": injection.hearings,
        "demo": lambda folder: band.hearings(),
        "gtzan": GTZAN.hearings,
        "ballroom": BALLROOM.hearings,
    }
)
"""Loaders, each given the folder that holds the data sets; what is heard is kept from one call to the next.

``bpm`` is NaN and ``beats`` empty where the source has no beats; ``leader`` is `UNKNOWN` where it
does not tell. The part of ``Heard.name`` before the first slash groups `strings` by condition and
`injection` by gain. A loader raises `BridgeError` when its data are not there.
"""
