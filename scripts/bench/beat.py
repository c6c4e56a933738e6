"""Tick to beat: how far every 24th clock lies from the true beat, beside a floor and two other followers.

``python scripts/bench/beat.py --limit N`` prints the table of the first N pieces of each set, and writes
nothing. What is done is kept, so a run that was broken off goes on where it was.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType

import followed
import numpy as np
from distance import Distances, distances, pooled
from page import markdown
from pieces import SETS

from bridge.outputs.scores import beat_ticks
from models.leader.baselines.aubio_ways import mix_tempo
from models.leader.baselines.madmom_online import tracker
from models.leader.takes import F64, Heard

COMMAND = "python scripts/bench beat"
Teller = Callable[[Heard], F64]


def _clocks(follow: Callable[[Heard], followed.Followed]) -> Teller:
    def told(heard: Heard) -> F64:
        clock = follow(heard)
        return beat_ticks(clock.times, clock.kinds.tolist())

    return told


WAYS: Mapping[str, Teller] = MappingProxyType(
    {
        "clock": _clocks(followed.by_bridge),
        "given true beats": _clocks(followed.by_true_beats),
        "madmom online on the mix": lambda heard: np.asarray(tracker(heard).beats),
        "aubio on the mix": lambda heard: np.asarray(mix_tempo(heard).beats),
    }
)
"""Who tells beats, by the name in the table; the first is the bridge, the second its floor."""
CLOCK, FLOOR, *_ = WAYS
HEAD = [
    "piece",
    "beats",
    *(f"{way}: {what}" for way in WAYS for what in ("median (ms)", "95 %", "lost")),
    "median ÷ floor's",
    "95 % ÷ floor's",
]


def table(limit: int | None = None) -> str:
    """A row a piece, and one over each set; of each set the first ``limit`` pieces, or all."""
    return markdown("Tick to beat", COMMAND, HEAD, _rows(limit))


def _rows(limit: int | None) -> Iterator[list[str]]:
    for name, pieces in SETS.items():
        found = []
        for heard in islice(pieces(), limit):
            found.append({way: distances(tell(heard), heard.beats) for way, tell in WAYS.items()})
            yield _row(heard.name, found[-1])
        yield _row(f"**{name}, all**", {way: pooled(piece[way] for piece in found) for way in WAYS})


def _row(name: str, told: Mapping[str, Distances]) -> list[str]:
    cells = [cell for d in told.values() for cell in (f"{d.median:.1f}", f"{d.p95:.1f}", str(d.lost))]
    clock, floor = told[CLOCK], told[FLOOR]
    ratios = [f"{clock.median / floor.median:.2f}", f"{clock.p95 / floor.p95:.2f}"]
    return [name, str(clock.true), *cells, *ratios]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="of each set so many pieces (default: all)")
    print(table(parser.parse_args().limit))
