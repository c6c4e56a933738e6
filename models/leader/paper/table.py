"""The paper's table: what was said of the mix and of four stems, a row each 10 ms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.leader.files import keep
from models.leader.takes import F64

STEMS = ("drums", "bass", "accompaniment", "vocals")
PARTS = ("mix", *STEMS)
COLUMNS = ("BPM", "pitch", "volume")
STEP = 0.01
"""Seconds from row to row."""
FEATURES = ("time", *(f"{column} of {stem}" for stem in STEMS for column in COLUMNS))
"""The 13 numbers that the paper learns from."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One track: ``seconds`` ``(n,)`` of the rows, and ``values`` ``(n, 5, 3)`` of `PARTS` by `COLUMNS`."""

    name: str
    seconds: F64
    values: F64

    @property
    def mix(self) -> F64:
        """BPM of the mix ``(n,)``: what the paper predicts."""
        return np.asarray(self.values[:, 0, 0])

    @property
    def stems(self) -> F64:
        """BPM of each of the stems ``(n, 4)``."""
        return np.asarray(self.values[:, 1:, 0])

    @property
    def features(self) -> F64:
        """The paper's 13 numbers of each row, ``(n, 13)``, as `FEATURES` names them."""
        return np.column_stack([self.seconds, self.values[:, 1:].reshape(len(self.seconds), -1)])


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A track as it is learnt from and judged on.

    ``ours`` ``(n,)`` the bridge's tempo in BPM at each row, 0 while it knows none, or None where there is
    no sound to hear; ``truth`` ``(n,)`` the true tempo, or None where nobody knows it.
    """

    table: Table
    ours: F64 | None = None
    truth: F64 | None = None


def interval_fits(table: Table, within: float = 2.0) -> tuple[float, float]:
    """Shares of the mix's beats whose BPM is 60 over the interval of their rows, and over the one before.

    A table whose rows hold what the last beat told would fit the one before; the authors' looks ahead.
    """
    starts = np.flatnonzero((np.diff(table.values[:, 0], axis=0) != 0).any(axis=1)) + 1
    spans = np.diff(table.seconds[starts])
    bpm = table.mix[starts[:-1]]
    if len(spans) < 2:
        return float("nan"), float("nan")
    ahead, before = (np.abs(60.0 // spans - told) <= within for told in (bpm, np.roll(bpm, -1)))
    return float(ahead[1:].mean()), float(before[:-1].mean())


def described(piece: Piece) -> str:
    """A piece on one line."""
    table = piece.table
    ahead, before = interval_fits(table)
    medians = {"mix": table.mix, "bridge": piece.ours, "truth": piece.truth}
    told = (f"{name} {_median(bpm):.0f}" for name, bpm in medians.items() if bpm is not None)
    return (
        f"{table.name}: {len(table.seconds)} rows, the mix's BPM {table.mix.mean():.1f} on average, variance "
        f"{table.mix.var():.0f}; it is that of the interval ahead in {ahead:.0%}, of the last in {before:.0%}"
        f"; medians: {', '.join(told)}"
    )


def _median(bpm: F64) -> float:
    """Of the rows at which there is a tempo."""
    return float(np.median(bpm[bpm > 0])) if (bpm > 0).any() else 0.0


def save(piece: Piece, path: Path) -> None:
    """Keep a piece as an ``.npz``."""
    told = {"ours": piece.ours, "truth": piece.truth}
    arrays = {name: array for name, array in told.items() if array is not None}
    keep(path, {**_arrays(piece.table), **arrays})


def load(path: Path) -> Piece:
    """What `save` kept."""
    with np.load(path) as file:
        kept = dict(file)
    table = Table(str(kept["name"]), kept["seconds"], kept["values"])
    return Piece(table, kept.get("ours"), kept.get("truth"))


def _arrays(table: Table) -> Mapping[str, object]:
    return {"name": table.name, "seconds": table.seconds, "values": table.values}
