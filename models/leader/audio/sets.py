"""Sets of ensembles, heard once and kept: ``python -m models.leader sets a b``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from rich.progress import track

from bridge.errors import BridgeError
from models.leader.audio import soundfont, store
from models.leader.audio.listen import listen
from models.leader.audio.timbres import pool
from models.leader.ensembles import detector
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.take import draw_take
from models.leader.files import BUILT
from models.leader.splits import Ensembles, ensemble_set
from models.leader.takes import Heard, Take


@dataclass(frozen=True, slots=True)
class Item:
    """One ensemble of a set: its ``seed`` makes it, ``path`` (without suffix) is where it is kept.

    There is a ``.npz``, and a ``.flac`` beside it where there is sound.
    """

    ensembles: Ensembles
    seed: int
    path: Path

    @property
    def table(self) -> Path:
        """The file of what was heard."""
        return self.path.with_suffix(".npz")

    @property
    def mix(self) -> Path:
        """The file of the mono mix."""
        return self.path.with_suffix(".flac")


def items(name: str, folder: Path = BUILT) -> list[Item]:
    """The ensembles of a set, in their order; `BridgeError` for an unknown set."""
    return [
        Item(group, seed, folder / name / f"{name}-{seed}")
        for group in ensemble_set(name).ensembles
        for seed in group.seeds
    ]


def build(name: str, folder: Path = BUILT, workers: int = 1) -> None:
    """Hear all ensembles of a set that are not kept yet, or were played by another simulator."""
    missing = [item for item in items(name, folder) if not is_kept(item)]
    (folder / name).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(workers) as processes:
        for _ in track(processes.map(make, missing), f"set {name}", len(missing)):
            pass


def hearings(name: str, folder: Path = BUILT) -> Iterator[Heard]:
    """A set as it was heard, in its order, one ensemble in memory at a time.

    Raises `BridgeError` at the first that was not built.
    """
    for item in items(name, folder):
        if not item.table.exists():
            raise BridgeError(
                f"{item.table} is missing: make the set with: python -m models.leader sets {name}"
            )
        yield store.load(item.table, item.mix if item.mix.exists() else None)


def load(name: str, folder: Path = BUILT) -> list[Heard]:
    """A whole set in memory, about 15 MB an ensemble; `BridgeError` as `hearings`."""
    return list(hearings(name, folder))


def is_kept(item: Item) -> bool:
    """Whether an ensemble was heard, and is what the simulator still plays."""
    return item.table.exists() and store.holds(item.table, played(item))


def make(item: Item) -> None:
    """Draw, hear and keep one ensemble."""
    # A stream of its own: what is heard changes nothing about what is played.
    rng = np.random.default_rng([item.seed, 1])
    store.save(LISTENERS[item.ensembles.ears](played(item), item, rng), item.table)


def played(item: Item) -> Take:
    """The take of an ensemble."""
    group = item.ensembles
    rng, conditions = np.random.default_rng(item.seed), CONDITIONS[group.conditions]
    return draw_take(rng, conditions, item.path.name, seconds=group.seconds)


def _real(take: Take, item: Item, rng: np.random.Generator) -> Heard:
    timbres = pool(item.ensembles.timbres, soundfont.find() is not None)
    return listen(take, timbres, rng, item.mix)


def _emulated(take: Take, item: Item, rng: np.random.Generator) -> Heard:
    return detector.hear(rng, take)


LISTENERS: Mapping[str, Callable[[Take, Item, np.random.Generator], Heard]] = MappingProxyType(
    {"real": _real, "emulated": _emulated}
)
