"""Ensembles as the arrays a network trains on, made by the bridge's own `FrameBuilder`.

A shard is one ``.npz`` of a few ensembles of the same size; a shard's number is its seed, so
that a broken run goes on where it stopped and any shard can be made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from rich.progress import track

from models.leader.ensembles.conditions import CONDITIONS, choose
from models.leader.ensembles.curves import SYNTHETIC, Curves
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.network.columns import COLUMNS
from models.leader.replay import frames
from models.leader.takes import NOBODY, Heard

PER_SHARD = 8
MIXTURE = {"train": 0.6, "A": 0.15, "B": 0.25}
"""Share of the shards under each of the conditions."""
STRANGERS = 0.05
"""Share of the shards whose buses come from different takes: nobody leads there, and no tempo is right."""
NO_TEMPO = 0.0
"""The BPM where no tempo is right."""
DELAYED, LONGEST_DELAY = 0.2, 0.05
"""Chance that a bus is late as a whole, as by a plug-in's latency, and by how many seconds at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """``E`` ensembles of ``N`` buses over ``T`` ticks.

    ``bus`` ``(E, T, N, F)``, ``tempogram`` ``(E, T, N, 2, 96)``, ``pair`` ``(E, T, N, N, P)``, ``world``
    ``(E, T, G)`` float16; ``bpm`` ``(E, T)`` float32, `NO_TEMPO` where none is right; ``leader`` ``(E, T)``
    int, an index, `NOBODY` or `UNKNOWN`.
    """

    bus: NDArray[np.float16]
    tempogram: NDArray[np.float16]
    pair: NDArray[np.float16]
    world: NDArray[np.float16]
    bpm: NDArray[np.float32]
    leader: NDArray[np.int64]


def shard_of(ensembles: Sequence[Heard]) -> Shard:
    """Ensembles of one size and length as arrays."""
    runs = [list(frames(e.buses, e.readings, len(e.bpm), COLUMNS)) for e in ensembles]

    def stacked(name: str) -> NDArray[np.float16]:
        return np.array([[getattr(frame, name) for frame in run] for run in runs]).astype(np.float16)

    return Shard(
        stacked("bus"),
        stacked("tempogram"),
        stacked("pair"),
        stacked("world"),
        np.array([e.bpm for e in ensembles], dtype=np.float32),
        np.array([e.leader for e in ensembles]),
    )


def keep(shard: Shard, path: Path) -> None:
    """Write a shard; it is there whole or not at all."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, **{field.name: getattr(shard, field.name) for field in fields(shard)})
    part.rename(path)


def make_shard(folder: Path, seed: int, seconds: float = 60.0, curves: Curves = SYNTHETIC) -> Path:
    """Simulate shard ``seed`` into ``folder`` unless it is there; gives its path."""
    path = folder / f"shard_{seed:06d}.npz"
    if not path.exists():
        rng = np.random.default_rng(seed)
        conditions = CONDITIONS[choose(rng, MIXTURE)]
        size = choose(rng, conditions.sizes)
        heard = [
            delayed(rng, hear(rng, draw_take(rng, conditions, "", size, seconds, curves)))
            for _ in range(PER_SHARD)
        ]
        keep(shard_of(strangers(heard) if rng.random() < STRANGERS else heard), path)
    return path


def delayed(rng: Generator, heard: Heard) -> Heard:
    """The same with some buses late as a whole."""
    late = rng.uniform(0.0, LONGEST_DELAY, len(heard.buses)) * (rng.random(len(heard.buses)) < DELAYED)
    by = dict(zip(heard.buses, late.tolist(), strict=True))
    moved = (replace(r, t=r.t + by[r.bus], arrived=r.arrived + by[r.bus]) for r in heard.readings)
    return replace(heard, readings=tuple(sorted(moved, key=lambda r: r.arrived)))


def strangers(heard: Sequence[Heard]) -> list[Heard]:
    """Ensembles of buses that never heard each other: bus i of the k-th is that of the (k + i)-th take."""

    def mixed(k: int) -> Heard:
        buses = heard[k].buses
        readings = [
            replace(reading, bus=bus)
            for i, bus in enumerate(buses)
            for reading in heard[(k + i) % len(heard)].readings
            if reading.bus == heard[(k + i) % len(heard)].buses[i]
        ]
        return replace(
            heard[k],
            readings=tuple(sorted(readings, key=lambda reading: reading.arrived)),
            bpm=np.full_like(heard[k].bpm, NO_TEMPO),
            leader=np.full_like(heard[k].leader, NOBODY),
        )

    return [mixed(k) for k in range(len(heard))]


def make_shards(folder: Path, first: int, count: int, workers: int, curves: Curves = SYNTHETIC) -> None:
    """Simulate ``count`` shards from seed ``first`` on, in ``workers`` processes."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = range(first, first + count)
    with ProcessPoolExecutor(workers) as pool:
        for _ in track(pool.map(partial(make_shard, folder, curves=curves), seeds), "simulate", count):
            pass


def heard_shards(folder: Path, name: str, heard: Iterable[Heard]) -> None:
    """Write ensembles heard as sound, those of one size together; the last of a size may be fewer."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes: defaultdict[int, list[Heard]] = defaultdict(list)
    for one in heard:
        sizes[len(one.buses)].append(one)
    groups = [
        alike[start : start + PER_SHARD]
        for _, alike in sorted(sizes.items())
        for start in range(0, len(alike), PER_SHARD)
    ]
    for number, group in enumerate(track(groups, name)):
        path = folder / f"shard_{name}_{number:04d}.npz"
        if not path.exists():
            keep(shard_of(group), path)


def load(path: Path) -> Shard:
    """Read a shard."""
    with np.load(path) as arrays:
        return Shard(**{field.name: arrays[field.name] for field in fields(Shard)})
