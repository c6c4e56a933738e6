"""What a band plays behind tunes, by style: rows of ``patterns.toml``, laid over the bars of a piece."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from numpy.random import Generator

FILE = Path(__file__).with_name("patterns.toml")
STRENGTHS = {"X": 0.95, "x": 0.72, "o": 0.45}
"""How hard a note is struck, by its letter; whatever else stands in a row is struck as an ``x``."""
REST = "."

T = TypeVar("T")
Row = str
Drums = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Style:
    """The alternatives that `patterns.toml` gives a style; ``bars`` a minute, slowest and fastest."""

    drums: Sequence[Drums]
    bass: Sequence[Row]
    chords: Sequence[Row] = ()
    motif: Sequence[Row] = ()
    bars: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is played: from ``start`` to ``end``, when the row's next begins; ``bar`` its number."""

    start: float
    end: float
    symbol: str
    bar: int

    @property
    def strength(self) -> float:
        """0 to 1."""
        return STRENGTHS.get(self.symbol, STRENGTHS["x"])


@cache
def styles() -> Mapping[str, Style]:
    """Every style of the file."""
    found = tomllib.loads(FILE.read_text())["styles"]
    return {name: Style(**{key: tuple(value) for key, value in rows.items()}) for name, rows in found.items()}


@cache
def keys() -> Mapping[str, float]:
    """The keys of a General MIDI drum kit by the names that the rows have."""
    return {name: float(key) for name, key in tomllib.loads(FILE.read_text())["keys"].items()}


def laid(row: Row, bars: Sequence[float]) -> list[Step]:
    """A row over the bars that begin at these seconds, again and again; the last is an end only."""
    starts = list(_starts(row.split("|"), bars))
    ends = [start for start, _, _ in starts[1:]] + [bars[-1]]
    return [Step(start, end, symbol, bar) for (start, symbol, bar), end in zip(starts, ends, strict=True)]


def one_of(rng: Generator, alternatives: Sequence[T]) -> T:
    """One of the alternatives, each as likely."""
    return alternatives[int(rng.integers(len(alternatives)))]


def _starts(cycle: Sequence[Row], bars: Sequence[float]) -> Iterator[tuple[float, str, int]]:
    for bar, (start, end) in enumerate(pairwise(bars)):
        row = cycle[bar % len(cycle)]
        for step, symbol in enumerate(row):
            if symbol != REST:
                yield start + (end - start) * step / len(row), symbol, bar
