"""The pieces of a source, made once and kept: tables, what the bridge says beside them, the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np

from bridge.errors import BridgeError
from bridge.types import RATE, TICK
from models.leader.data.beats import ticks
from models.leader.data.heard import listen
from models.leader.data.stems import data_folder
from models.leader.files import BUILT as ALL_BUILT
from models.leader.judge.answers import plain
from models.leader.judge.ours import WholeBridge, trusted
from models.leader.paper import ensembles, sources
from models.leader.paper.recipe import extracted
from models.leader.paper.sources import Track
from models.leader.paper.table import STEMS, Piece, load, save
from models.leader.takes import F64, UNKNOWN, Heard

BUILT = ALL_BUILT / "paper"
"""What takes long to make is kept here."""
Pieces = Iterator[tuple[str, Callable[[], Piece]]]
"""Names of pieces, and how each is made."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """``folder`` of a MUSDB18; ``count`` of quartets."""

    folder: Path | None = None
    count: int = 20


def make(source: str, wanted: Wanted, built: Path = BUILT) -> Iterator[Path]:
    """Make and keep the pieces of a source that are not there yet; gives the file of each in turn.

    Raises `BridgeError` for an unknown source, or one that cannot be read.
    """
    if source not in SOURCES:
        raise BridgeError(f"no source {source!r}: there are {', '.join(SOURCES)}")
    for name, piece in SOURCES[source](wanted, built):
        path = built / "tables" / source / f"{plain(name)}.npz"
        if not path.exists():
            save(piece(), path)
        yield path


def pieces(source: str, built: Path = BUILT) -> list[Piece]:
    """The kept pieces of a source, by name. Raises `BridgeError` when there are none."""
    paths = sorted((built / "tables" / source).glob("*.npz"))
    if not paths:
        raise BridgeError(
            f"no tables of {source!r}: make them: python -m models.leader.paper dataset {source}"
        )
    return [load(path) for path in paths]


def heard(track: Track, built: Path = BUILT) -> Piece:
    """The table of a track, and the bridge's tempo at each of its rows: what was said at the tick before."""
    table, told = extracted(track.name, track.sounds), bridge_tempo(track, built)
    tick = np.searchsorted(ticks(len(told) * TICK), table.seconds + 1e-6, side="right") - 1
    ours = np.where(tick >= 0, told[tick], 0.0)
    truth = None if track.truth is None else track.truth[np.clip(tick, 0, len(track.truth) - 1)]
    return Piece(table, ours, truth)


def bridge_tempo(track: Track, built: Path = BUILT) -> F64:
    """The shipped bridge's tempo in BPM at each tick ``(T,)``, 0 while it knows none; it hears the stems."""
    readings, mix = listen(plain(track.name), STEMS, list(track.sounds[1:]), built / "heard")
    count = int(track.sounds.shape[1] / RATE / TICK)
    nothing, nobody = np.zeros(count), np.full(count, UNKNOWN)
    band = Heard(track.name, STEMS, STEMS, readings, np.empty(0), nothing, nobody, mix)
    told = WholeBridge(None, trusted)(band).bpm
    return nothing if told is None else told


def _authors(wanted: Wanted, built: Path) -> Pieces:
    for table in sources.authors(data_folder()):
        yield table.name, partial(Piece, table)


def _excerpt(wanted: Wanted, built: Path) -> Pieces:
    yield "excerpt", lambda: heard(sources.excerpt(), built)


def _quartets(wanted: Wanted, built: Path) -> Pieces:
    for number in range(wanted.count):
        yield ensembles.name(number), partial(_heard_quartet, number, built)


def _heard_quartet(number: int, built: Path) -> Piece:
    return heard(ensembles.quartet(number), built)


def _heard_track(path: Path, built: Path) -> Piece:
    return heard(sources.read_track(path), built)


def _musdb(wanted: Wanted, built: Path) -> Pieces:
    if wanted.folder is None:
        raise BridgeError("musdb needs a folder: say --folder with that of your MUSDB18 or MUSDB18-HQ")
    for path in sources.musdb(wanted.folder):
        yield path.name, partial(_heard_track, path, built)


SOURCES: Mapping[str, Callable[[Wanted, Path], Pieces]] = MappingProxyType(
    {"authors": _authors, "excerpt": _excerpt, "ensembles": _quartets, "musdb": _musdb}
)
"""Where pieces come from, by name."""
