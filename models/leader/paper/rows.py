"""All rows of some pieces as they are learnt from, and how they are split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from bridge.errors import BridgeError
from models.leader.paper.table import Piece
from models.leader.takes import F64, Index

TESTED = 5
"""One row, or track, of so many is for the test: the paper's 8 : 2."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of all tracks, one after the other.

    ``features`` ``(n, 13)``; ``bpm`` ``(n,)`` of the mix; ``stems`` ``(n, 4)`` BPM; ``track`` ``(n,)`` the
    index of each row's track, and ``first`` ``(n,)`` that of the first row of its track; ``ours`` and
    ``truth`` ``(n,)``, or None where a piece does not tell them.
    """

    features: F64
    bpm: F64
    stems: F64
    track: Index
    first: Index
    ours: F64 | None
    truth: F64 | None


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Rows to learn from and rows to judge on; no row is both."""

    train: Index
    test: Index

    def thinned(self, most: int | None) -> Split:
        """At most so many rows to learn from and as many to judge on, evenly spread; None is all."""
        return self if most is None else Split(_spread(self.train, most), _spread(self.test, most))


def joined(pieces: Sequence[Piece]) -> Rows:
    """The rows of some pieces, in their order. Raises `BridgeError` when there is none."""
    lengths = [len(piece.table.seconds) for piece in pieces]
    if not sum(lengths):
        raise BridgeError("the tables hold no rows: aubio heard no beat in them; take longer recordings")
    ours, truth = [piece.ours for piece in pieces], [piece.truth for piece in pieces]
    return Rows(
        np.concatenate([piece.table.features for piece in pieces]),
        np.concatenate([piece.table.mix for piece in pieces]),
        np.concatenate([piece.table.stems for piece in pieces]),
        np.repeat(np.arange(len(pieces)), lengths),
        np.repeat(np.cumsum([0, *lengths[:-1]]), lengths),
        _told(ours),
        _told(truth),
    )


def _told(columns: Sequence[F64 | None]) -> F64 | None:
    known = [column for column in columns if column is not None]
    return np.concatenate(known) if len(known) == len(columns) else None


def in_order(rows: Rows) -> Split:
    """The paper's own, as its authors coded it: the first four fifths of the rows, then the last fifth."""
    every = np.arange(len(rows.bpm))
    return Split(*np.split(every, [len(every) - len(every) // TESTED]))


def shuffled(rows: Rows) -> Split:
    """Any fifth of the rows. It leaks: a row's neighbours, 10 ms away, hold the same beat."""
    mixed = np.random.default_rng(0).permutation(len(rows.bpm))
    return Split(*map(np.sort, np.split(mixed, [len(mixed) - len(mixed) // TESTED])))


def by_track(rows: Rows) -> Split:
    """Every fifth track is for the test. Raises `BridgeError` when there is but one track."""
    tracks = np.unique(rows.track)
    if len(tracks) < 2:
        raise BridgeError("one track cannot be split by track: give two or more")
    tested = np.isin(rows.track, tracks[TESTED - 1 :: TESTED] if len(tracks) >= TESTED else tracks[-1:])
    return Split(np.flatnonzero(~tested), np.flatnonzero(tested))


SPLITS: Mapping[str, Callable[[Rows], Split]] = MappingProxyType(
    {"in order": in_order, "shuffled (leaks)": shuffled, "by track": by_track}
)
"""Ways to split, by the name they bear in the tables."""


def splits(rows: Rows, most: int | None = None) -> Iterator[tuple[str, Split]]:
    """Those of `SPLITS` that can be made of these rows, each with at most so many rows a part."""
    for name, split in SPLITS.items():
        if split is not by_track or rows.track[-1] > 0:
            yield name, split(rows).thinned(most)


def _spread(places: Index, most: int) -> Index:
    return places[np.linspace(0, len(places) - 1, min(most, len(places))).round().astype(int)]
