"""What was heard of a take, as a file: readings in one table a kind, the truth beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.types import KINDS, Reading
from models.leader.audio.records import flatten, rebuild
from models.leader.files import keep
from models.leader.takes import Heard, Take

ROW = np.dtype(
    [("order", "u4"), ("bus", "u1"), ("t", "f8"), ("arrived", "f8"), ("value", "f8"), ("confidence", "f8")]
)
"""A reading of a known kind; ``order`` is its place among those of all kinds."""


def save(heard: Heard, path: Path) -> None:
    """Write a take and what was heard of it."""
    arrays: dict[str, Any] = {
        **{f"readings/{kind}": table for kind, table in pack(heard.readings, heard.buses).items()},
        **{name: getattr(heard, name) for name in ("name", "buses", "roles", "beats", "bpm", "leader")},
        **dict(flatten(heard.take, "take")),
    }
    keep(path, arrays)


def load(path: Path, mix: Path | None) -> Heard:
    """What `save` wrote; ``mix`` where the sound lies."""
    with np.load(path) as file:
        arrays = dict(file)
    buses = tuple(arrays["buses"].tolist())
    return Heard(
        name=arrays["name"].item(),
        buses=buses,
        roles=tuple(arrays["roles"].tolist()),
        readings=unpack(
            {kind: arrays[f"readings/{kind}"] for kind in KINDS if f"readings/{kind}" in arrays}, buses
        ),
        beats=arrays["beats"],
        bpm=arrays["bpm"],
        leader=arrays["leader"],
        mix=mix,
        take=rebuild(Take | None, arrays, "take"),
    )


def holds(path: Path, take: Take) -> bool:
    """Whether the file is of this very take."""
    with np.load(path) as file:
        return all(
            name in file and np.array_equal(file[name], array) for name, array in flatten(take, "take")
        )


def pack(readings: Sequence[Reading], buses: Sequence[str]) -> dict[str, NDArray[np.void]]:
    """Readings with numbers for values → an array of `ROW` for each kind that was heard."""
    place = {bus: i for i, bus in enumerate(buses)}
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for i, r in enumerate(readings):
        rows.setdefault(r.kind, []).append((i, place[r.bus], r.t, r.arrived, r.value, r.confidence))
    return {kind: np.array(found, dtype=ROW) for kind, found in rows.items()}


def unpack(tables: Mapping[str, NDArray[np.void]], buses: Sequence[str]) -> tuple[Reading, ...]:
    """The readings again, in their order."""
    found = [
        (order, Reading(buses[bus], kind, *numbers))
        for kind, table in tables.items()
        for order, bus, *numbers in table.tolist()
    ]
    found.sort(key=lambda pair: pair[0])
    return tuple(reading for _, reading in found)
