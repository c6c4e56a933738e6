"""How far beats that are told lie from the true ones. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.leader.takes import F64

SETTLED = 6.0
"""Seconds of a piece in which a beat may still be looked for: nothing is judged."""
NEAR = 0.25
"""Of a beat: a true beat that has none told nearer than this is lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """``errors`` ``(n,)`` ms from told beats to the nearest true ones; ``lost`` of ``true`` beats."""

    errors: F64
    lost: int
    true: int

    @property
    def median(self) -> float:
        """Of the distances, ms."""
        return float(np.median(np.abs(self.errors))) if len(self.errors) else float("nan")

    @property
    def p95(self) -> float:
        """Of the distances, ms."""
        return float(np.percentile(np.abs(self.errors), 95)) if len(self.errors) else float("nan")


def distances(told: F64, true: F64) -> Distances:
    """Of beats ``told`` from ``true`` ones (s), after the first seconds and within the true ones."""
    judged = true[true > SETTLED]
    told = told[(told > judged[0] - 0.1) & (told < judged[-1] + 0.1)]
    if not len(told):
        return Distances(told, len(judged), len(judged))
    gap = told[:, None] - true
    errors = gap[np.arange(len(told)), np.abs(gap).argmin(axis=1)]
    nearest = np.abs(gap[:, np.isin(true, judged)]).min(axis=0)
    lost = nearest > NEAR * np.gradient(judged)
    return Distances(errors * 1000, int(lost.sum()), len(judged))


def pooled(parts: Iterable[Distances]) -> Distances:
    """Those of several pieces as of one."""
    parts = list(parts)
    errors = np.concatenate([part.errors for part in parts])
    return Distances(errors, sum(part.lost for part in parts), sum(part.true for part in parts))
