"""What a measure is: sums that add up over pieces, and the figure that they give together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.leader.takes import F64, Answer, Flags, Heard

UNHEARD = 50
"""Ticks at the start that are not judged: 5 s, as `mir_eval.beat` leaves out of the beats."""


def ratio(sums: F64) -> F64:
    """The first sum over the second ``(…, 2)`` → ``(…)``, NaN where the second is 0."""
    below = sums[..., 1]
    return np.asarray(np.divide(sums[..., 0], below, out=np.full(below.shape, np.nan), where=below > 0))


def per_cent(sums: F64) -> F64:
    """`ratio` times 100."""
    return 100.0 * ratio(sums)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a table.

    ``sums`` gives ``(width,)`` numbers of one piece, which are added over pieces: all 0 where the answer
    or the truth does not speak of it. ``value`` turns sums ``(…, width)`` into figures ``(…)``, NaN when
    there is nothing to tell. ``better`` is +1 when more is better, −1 when less is.

    A figure over many pieces is thus a ratio of sums (or the like), not a mean of figures: a piece
    counts as much as it has to say.
    """

    name: str
    unit: str
    better: int
    sums: Callable[[Heard, Answer], F64]
    value: Callable[[F64], F64] = ratio


def mean_of(values: F64) -> F64:
    """Sums of a mean over ``values`` (those that are finite)."""
    told = values[np.isfinite(values)]
    return np.array([told.sum(), len(told)], dtype=np.float64)


def share_of(yes: Flags, among: Flags) -> F64:
    """Sums of the share of ``yes`` among the ticks at which ``among`` holds; both bool ``(T,)``."""
    return np.array([np.sum(yes & among), np.sum(among)], dtype=np.float64)
