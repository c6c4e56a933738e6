"""What figures of a few pieces tell of all: the unit is the piece, never the tick.

Ticks of one piece resemble each other; drawing whole pieces anew (the cluster bootstrap, Efron &
Tibshirani 1993) keeps intervals honest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.stats import permutation_test

from models.leader.takes import F64

RESAMPLES = 1000
SEED = 7
LEVEL = 0.95
"""Of the intervals: percentiles of the bootstrap."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure ``value`` with its 95 % interval ``low`` to ``high``."""

    value: float
    low: float
    high: float


@cache
def _draws(pieces: int) -> F64:
    """How often each piece is drawn in each resample ``(RESAMPLES, pieces)``: the same for every way."""
    rng = np.random.default_rng(SEED)
    return rng.multinomial(pieces, np.full(pieces, 1.0 / pieces), RESAMPLES).astype(float)


def _interval(value: float, drawn: F64) -> Interval:
    # Resamples in which there is nothing to tell, or a wait that never ends, cannot be interpolated.
    told = drawn[~np.isnan(drawn)]
    tails = [(1.0 - LEVEL) / 2, (1.0 + LEVEL) / 2]
    low, high = np.quantile(told, tails, method="nearest") if len(told) else (np.nan, np.nan)
    return Interval(float(value), float(low), float(high))


def bootstrap(sums: F64, value: Callable[[F64], F64]) -> Interval:
    """The figure of pieces' ``sums`` ``(pieces, K)`` taken together, with its interval."""
    return _interval(float(value(sums.sum(0))), value(_draws(len(sums)) @ sums))


def difference(ours: F64, theirs: F64, value: Callable[[F64], F64]) -> Interval:
    """Our figure less theirs on the same pieces ``(pieces, K)``, with its interval."""
    draws = _draws(len(ours))
    with np.errstate(invalid="ignore"):  # a wait that never ends on both sides: no difference is known
        here = value(ours.sum(0)) - value(theirs.sum(0))
        return _interval(float(here), value(draws @ ours) - value(draws @ theirs))


def paired_p(ours: F64, theirs: F64) -> float:
    """Two-sided p of a paired permutation test on pieces' figures ``(pieces,)``; NaN below 6 pairs."""
    here = np.isfinite(ours) & np.isfinite(theirs)
    if here.sum() < 6:
        return float("nan")
    test = permutation_test(
        (ours[here], theirs[here]),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999,
        rng=np.random.default_rng(SEED),
    )
    return float(test.pvalue)


def holm(p: Sequence[float]) -> list[float]:
    """p values corrected for their number (Holm, Scand. J. Stat. 6, 1979); NaN stays and is not counted."""
    values = np.array(p, dtype=float)
    order = [i for i in np.argsort(values) if np.isfinite(values[i])]
    most = 0.0
    for rank, i in enumerate(order):
        most = max(most, min(1.0, (len(order) - rank) * values[i]))
        values[i] = most
    return [float(value) for value in values]
