"""The columns of a `Frame`: what each is called, its unit, and the part that fills it.

A model file asks for columns by name and order; only the parts that fill them are run. A new
part is one new file in ``bridge/leader/parts`` and its line in ``PARTS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from bridge.errors import ModelError
from bridge.leader.history import F64, OnsetHistory, Onsets
from bridge.leader.matches import Matches

Axis = Literal["bus", "pair", "world"]


@dataclass(frozen=True, slots=True)
class Column:
    """One named number: ``name``, ``unit`` as it comes in the frame, and what it tells."""

    name: str
    unit: str
    help: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of columns that a model asks for, in its order, a tuple for each axis of `Frame`."""

    bus: tuple[str, ...]
    pair: tuple[str, ...]
    world: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """All that one tick knows, for the parts to read.

    ``t`` stream seconds; ``dt`` seconds since the last tick; ``latest`` by kind of reading the
    newest values ``(N, 2)`` (value, confidence), NaN where none came yet; ``onsets`` new ones;
    ``history`` of all; ``matches`` among the new, and those
    ``chained`` by phase; ``mean_asynchrony`` ``(N, N)`` seconds;
    ``period`` seconds and its ``quality`` 0 to 1.
    """

    t: float
    dt: float
    latest: Mapping[str, F64]
    onsets: Onsets
    history: OnsetHistory
    matches: Matches
    chained: Matches
    mean_asynchrony: F64
    period: float
    quality: float


class Part(Protocol):
    """One family of columns along one axis, kept up to date tick by tick."""

    axis: ClassVar[Axis]
    columns: ClassVar[tuple[Column, ...]]

    def __init__(self, buses: int) -> None: ...

    def update(self, heard: Heard) -> NDArray[Any]:
        """The columns after this tick: ``(N, C)``, ``(N, N, C)`` or ``(C,)`` as ``axis`` says; finite."""
        ...


class Filler:
    """Runs the parts that fill one axis and picks the columns asked for."""

    def __init__(self, axis: Axis, names: Sequence[str], buses: int, parts: Sequence[type[Part]]) -> None:
        offered = [part for part in parts if part.axis == axis]
        known = {column.name for part in offered for column in part.columns}
        for name in names:
            if name not in known:
                raise ModelError(
                    f"the leader model asks for an unknown {axis} column {name!r}: "
                    "use the model that came with this version, or update the bridge"
                )
        wanted = [part for part in offered if any(column.name in names for column in part.columns)]
        filled = [column.name for part in wanted for column in part.columns]
        self._parts = [part(buses) for part in wanted]
        order = [filled.index(name) for name in names]
        # A model that asks for all in their own order, as the one that ships does, is given them uncopied.
        self._order: slice | list[int] = slice(None) if order == list(range(len(filled))) else order
        self._empty = np.zeros({"bus": (buses, 0), "pair": (buses, buses, 0), "world": (0,)}[axis])

    def fill(self, heard: Heard) -> NDArray[np.float32]:
        """The asked columns along the last axis, float32."""
        values = [part.update(heard) for part in self._parts]
        asked = np.concatenate([self._empty, *values], axis=-1, dtype=np.float32)[..., self._order]
        asked[~np.isfinite(asked)] = 0.0
        return asked


def every_column(parts: Sequence[type[Part]]) -> Columns:
    """Every column that the parts can fill."""

    def names(axis: str) -> Iterator[str]:
        return (column.name for part in parts if part.axis == axis for column in part.columns)

    return Columns(**{field.name: tuple(names(field.name)) for field in fields(Columns)})
