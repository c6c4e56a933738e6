"""Real pieces that may be trained on, as shards: they teach what tempo people call the beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from rich.progress import track

from models.leader.data import jazz, nottingham, pop
from models.leader.data.pieces import Piece, training_excerpts
from models.leader.ensembles.detector import Detector
from models.leader.network.dataset import PER_SHARD, Shard, keep, shard_of


@dataclass(frozen=True, slots=True)
class Source:
    """``count`` shards of the ``pieces`` of a data folder; ``detectors`` where none are to be drawn."""

    count: int
    pieces: Callable[[Path], list[Piece]]
    detectors: tuple[Detector, ...] | None = None


SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "jazz": Source(24, lambda data: jazz.pieces(data / "jazz_trio_database"), jazz.DETECTORS),
        "pop": Source(32, lambda data: pop.pieces(data / "pop909", 32 * PER_SHARD)),
        "dance": Source(8, lambda data: nottingham.pieces(data / "nottingham", 8 * PER_SHARD)),
    }
)
"""Jazz trios (MIT), pop songs (MIT), dance tunes (GPL-3)."""


def make_shards(folder: Path, data: Path) -> None:
    """Write the shards of every source that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in SOURCES.items():
        pieces = source.pieces(data)
        for number in track(range(source.count), name):
            path = folder / f"shard_{name}_{number:04d}.npz"
            if not path.exists():
                keep(_shard(pieces, source, number), path)


def _shard(pieces: list[Piece], source: Source, number: int) -> Shard:
    """Shard ``number``: other pieces than the shards before, while they last."""
    order = np.random.default_rng(source.count).permutation(len(pieces))
    chosen = [pieces[order[(number * PER_SHARD + i) % len(order)]] for i in range(PER_SHARD)]
    rng = np.random.default_rng(number)
    return shard_of(list(training_excerpts(rng, chosen, PER_SHARD, source.detectors)))
