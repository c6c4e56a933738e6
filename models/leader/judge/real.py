"""Who leads in real music, as far as anybody knows: counts with their interval, and correlations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.stats import binomtest

from models.leader.data.couplings import agreement, influence
from models.leader.judge.candidates import MODEL
from models.leader.judge.measure import ratio
from models.leader.judge.scores import Scores

JAZZ = "jazz_trio_database"


def counts_by_group(scores: Scores, way: str = MODEL) -> dict[str, dict[str, float]]:
    """Takes on which the way names the leader for most of those ticks that have one, by group of takes.

    The group is what a piece's name begins with. ``low`` and ``high`` are Wilson's 95 % interval of the
    share of right takes, ``chance`` what naming a bus by lot would give.
    """
    right, chance = (ratio(scores.sums[way][name]) for name in ("accuracy", "chance"))
    groups = defaultdict(list)
    for i, name in enumerate(scores.pieces):
        if np.isfinite(right[i]):
            groups[name.split("/")[0]].append(i)
    return {group: _count(right[taken] > 0.5, chance[taken]) for group, taken in sorted(groups.items())}


def _count(right: np.ndarray[Any, Any], chance: np.ndarray[Any, Any]) -> dict[str, float]:
    found = binomtest(int(right.sum()), len(right)).proportion_ci(method="wilson")
    return {
        "right": int(right.sum()),
        "takes": len(right),
        "low": float(found.low),
        "high": float(found.high),
        "chance": float(chance.mean()),
    }


def couplings(scores: Scores, folder: Path, way: str = MODEL) -> dict[str, float]:
    """Rank correlation of mean shares with the couplings published for jazz trios; see `Agreement`.

    The trios' buses are piano, bass and drums in this order; ``folder`` holds the data sets.
    """
    pairs = zip(scores.pieces, scores.shares[way], strict=True)
    shares = {name: mean for name, mean in pairs if mean is not None}
    return asdict(agreement(shares, influence(folder / JAZZ)))


EXTRAS: Mapping[str, Callable[[Scores, Path], dict[str, Any]]] = MappingProxyType(
    {
        "strings": lambda scores, folder: {"takes right": counts_by_group(scores)},
        "injection": lambda scores, folder: {"takes right": counts_by_group(scores)},
        "trios": lambda scores, folder: {"couplings": couplings(scores, folder)},
    }
)
"""What is told of a real set beside its figures, by its name; given the folder that holds the data sets."""
