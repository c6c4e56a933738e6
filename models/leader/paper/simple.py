"""What a regression of the mix's BPM has to beat, and what it could reach at best."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from scipy.ndimage import median_filter

from models.leader.baselines.ways import nearest
from models.leader.paper.rows import Rows, Split
from models.leader.paper.table import STEP
from models.leader.takes import F64

SPAN = round(10.0 / STEP) + 1
"""Rows of 10 s."""
Way = Callable[[Rows, Split], F64 | None]
"""Gives the BPM ``(m,)`` of the rows of the test, from those to learn from; None where it cannot."""
NEEDS_SOUND = "needs sound"
"""What stands in a table where the bridge cannot answer: a table of BPM is nothing to hear."""


def mean(rows: Rows, split: Split) -> F64:
    """The mean of the rows learnt from, always."""
    return np.full(len(split.test), rows.bpm[split.train].mean())


def median(rows: Rows, split: Split) -> F64:
    """The median of the four stems' BPM."""
    return np.asarray(np.median(rows.stems[split.test], axis=1))


def oracle(rows: Rows, split: Split) -> F64:
    """The stem whose BPM is nearest to the mix's: told the answer, the best that naming a stem can do."""
    stems = rows.stems[split.test]
    return np.asarray(stems[np.arange(len(stems)), nearest(stems, rows.bpm[split.test])])


def own_median(rows: Rows, split: Split) -> F64:
    """The median of the mix's own BPM over 10 s around: what is left is the jitter of its beats."""
    smooth = np.empty_like(rows.bpm)
    for number in np.unique(rows.track):
        here = rows.track == number
        smooth[here] = median_filter(rows.bpm[here], SPAN, mode="nearest")
    return np.asarray(smooth[split.test])


def bridge(rows: Rows, split: Split) -> F64 | None:
    """The shipped bridge, which heard the four stems; it says 0 until it knows a tempo."""
    return None if rows.ours is None else rows.ours[split.test]


def bridge_or_mean(rows: Rows, split: Split) -> F64 | None:
    """The same, but the mean of the rows learnt from until it knows a tempo."""
    told = bridge(rows, split)
    return None if told is None else np.where(told > 0, told, mean(rows, split))


SIMPLE: Mapping[str, Way] = MappingProxyType(
    {
        "mean of the training rows": mean,
        "median of the stems": median,
        "nearest stem (oracle)": oracle,
        "the mix's own median over 10 s (oracle)": own_median,
        "leaderbridge": bridge,
        "leaderbridge, the mean until it knows": bridge_or_mean,
    }
)
"""The rows that stand in every table beside the paper's."""


def error(told: F64, true: F64) -> float:
    """Mean square error in BPM²."""
    return float(np.mean(np.square(told - true)))
