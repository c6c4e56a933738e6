"""Waits of which some never ended: Kaplan and Meier's estimate (J. Am. Stat. Assoc. 53, 1958).

Waits are kept as counts by length, so that they add up over pieces: ``(2 · LENGTHS,)``, first the waits
that ended at each length, then those that were cut off there (censored).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bridge.types import TICK
from models.leader.takes import F64

LENGTHS = 301
"""Waits of 0 to 30 s, in ticks; a longer one counts as cut off at 30 s."""

Wait = tuple[float, bool]
"""Seconds, and whether it ended (else it was cut off)."""


def counted(waits: Iterable[Wait]) -> F64:
    """Waits as counts ``(2 · LENGTHS,)``."""
    counts = np.zeros((2, LENGTHS))
    for seconds, ended in waits:
        length = round(seconds / TICK)
        counts[0 if ended and length < LENGTHS else 1, min(length, LENGTHS - 1)] += 1
    return counts.ravel()


def curve(counts: F64) -> F64:
    """Share of the waits that have not ended after 0, 0.1, … s: ``(…, 2 · LENGTHS)`` → ``(…, LENGTHS)``."""
    ended, cut = counts[..., :LENGTHS], counts[..., LENGTHS:]
    at_risk = np.cumsum((ended + cut)[..., ::-1], axis=-1)[..., ::-1]
    return np.cumprod(1.0 - ended / np.maximum(at_risk, 1.0), axis=-1, dtype=np.float64)


def median(counts: F64) -> F64:
    """Seconds after which half of the waits have ended; infinite when fewer do, NaN when there are none."""
    over = curve(counts) <= 0.5
    seconds = np.where(over.any(-1), over.argmax(-1) * TICK, np.inf)
    return np.where(counts.sum(-1) > 0, seconds, np.nan)
