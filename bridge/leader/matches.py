"""Phase correction without a beat grid.

In the linear model of ensemble timing (Wing et al., J. R. Soc. Interface 11, 2014) a player
shortens the next interval when the last note came late against another. So each onset is
compared with the same bus's onset about one period earlier: by how much the interval deviates
from the period, and how asynchronous that earlier onset was to each other bus.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.leader.history import F64, Index, OnsetHistory, Onsets

GATE = 0.1
"""Periods: how far an interval may be from the period and still be one."""
REACH = 0.12
"""Periods: how far apart two buses' onsets may be and still be one moment (half a sixteenth)."""
SLOWEST = 0.03
"""Weight of a new asynchrony in its running mean once about 33 were heard."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Onsets that have one of their own bus one period before, ``m`` of them.

    ``bus`` index ``(m,)``; ``interval`` seconds ``(m,)``; ``deviation`` of it from the period, in
    periods ``(m,)``; ``asynchrony`` of the earlier onset against each bus, in periods and less its
    running mean ``(m, N)``, + is later, 0 where ``together`` ``(m, N)`` is False.
    """

    bus: Index
    interval: F64
    deviation: F64
    asynchrony: F64
    together: NDArray[np.bool_]


class Matcher:
    """Finds `Matches` and learns each pair's constant asynchrony, ``mean`` ``(N, N)`` in seconds.

    That constant is timbre (detectors differ by 6 to 70 ms) as much as playing, so it tells
    nothing about who leads and is taken away.
    """

    def __init__(self, buses: int) -> None:
        self.mean: F64 = np.zeros((buses, buses))
        self.count: F64 = np.zeros((buses, buses))
        self._others: Index = np.arange(buses)
        none = np.zeros((0, buses))
        self._nothing = Matches(np.zeros(0, np.intp), none[:, 0], none[:, 0], none, none.astype(bool))

    def update(self, onsets: Onsets, history: OnsetHistory, period: float) -> Matches:
        """The matches among new onsets at a common ``period`` in seconds."""
        if not len(onsets):
            return self._nothing
        earlier = history.nearest(onsets.bus, onsets.t - period)
        interval = onsets.t - earlier
        near = np.abs(interval - period) < GATE * period
        bus, earlier, interval = onsets.bus[near], earlier[near], interval[near]
        gap = earlier[:, None] - history.nearest(self._others[None, :], earlier[:, None])
        together = np.abs(gap) < REACH * period
        together[np.arange(len(bus)), bus] = False
        centred = np.where(together, gap - self.mean[bus], 0.0) / period
        self._learn(bus, np.where(together, gap, 0.0), together)
        return Matches(bus, interval, (interval - period) / period, np.clip(centred, -REACH, REACH), together)

    def _learn(self, bus: Index, gap: F64, together: NDArray[np.bool_]) -> None:
        # A bus has several matches a tick at most; in order, so that the mean sees each of them.
        for i, row, valid in zip(bus, gap, together, strict=True):
            self.count[i] += valid
            weight = np.maximum(1.0 / np.maximum(self.count[i], 1.0), SLOWEST)
            self.mean[i] += valid * weight * (row - self.mean[i])
