"""Phase correction between onsets that never coincide.

`matches` compares an onset with the same bus's onset one period before, and needs the others to
play at that moment. Here each bus has a phase against a common clock, carried from onset to
onset: an onset a whole number of periods after another of its own bus changes the phase by as
much as it comes late. Between its onsets a bus's phase is interpolated, so that any two buses
can be compared at any time, whatever their rhythms.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from bridge.leader.history import F64, NEVER, Onsets
from bridge.leader.matches import Matches

KEPT = 48
"""Onsets remembered a bus."""
GATE = 0.1
"""Periods: how far from a whole number of periods an interval may be and still be one."""
SPANS: F64 = np.arange(1.0, 5.0)
"""Periods back to an onset that the next one may be chained to."""
STALE = 1.0
"""Periods from an onset within which the bus's phase is known."""
SETTLE = 0.1
"""Share by which an onset is drawn to its bus's mean phase: places of a rhythm have offsets of their own."""
SLOWEST = 0.08
"""Weight of a new asynchrony in the pair's running mean once it is settled."""
REACH = 0.1
"""Periods: larger deviations and asynchronies are cut to this."""

Flags = NDArray[np.bool_]
Compared = tuple[float, F64, Flags]
"""A deviation, and how far its earlier onset was from each bus, where that is known."""


class Phases:
    """The phase of each bus, in periods, + is later than the common clock. Pure; causal."""

    def __init__(self, buses: int) -> None:
        self._times: F64 = np.full((buses, KEPT), NEVER)
        self._clock: F64 = np.full((buses, KEPT), NEVER)
        self._phase: F64 = np.zeros((buses, KEPT))
        self._mean: F64 = np.zeros((buses, buses))
        self._count: F64 = np.zeros((buses, buses))
        self._rows = np.arange(buses)
        self._now, self._then = 0.0, 0.0
        none = np.zeros((0, buses))
        self._nothing = Matches(np.zeros(0, np.intp), none[:, 0], none[:, 0], none, none.astype(bool))

    def update(self, onsets: Onsets, period: float) -> Matches:
        """How much each chained onset deviates from the one a number of ``period`` (s) before it, and how far
        that one was from the others' phases."""
        found: list[tuple[int, float, F64, Flags]] = []
        for _, together in groupby(zip(onsets.t.tolist(), onsets.bus.tolist(), strict=True), itemgetter(0)):
            # Onsets of one moment know nothing of each other, or the order of the buses would tell.
            taken = [(bus, t, *self._take(bus, t, period)) for t, bus in together]
            for bus, t, clock, phase, compared in taken:
                self._remember(bus, t, clock, phase)
                found += [(bus, *compared)] if compared else []
        if len(onsets):
            self._now, self._then = self._clock_at(float(onsets.t[-1]), period), float(onsets.t[-1])
        if not found:
            return self._nothing
        bus, deviation, apart, known = (np.array(column) for column in zip(*found, strict=True))
        deviation = np.clip(deviation, -REACH, REACH)
        return Matches(bus, (1.0 + deviation) * period, deviation, np.clip(apart, -REACH, REACH), known)

    def _clock_at(self, t: float, period: float) -> float:
        return self._now + (t - self._then) / period

    def _take(self, bus: int, t: float, period: float) -> tuple[float, float, Compared | None]:
        """The common clock and the bus's phase at an onset; what it tells, where it could be chained."""
        clock = self._clock_at(t, period)
        spans = clock - self._clock[bus]
        misses = np.abs(spans - SPANS[:, None])
        nearest = misses.argmin(1)
        near = misses[np.arange(len(SPANS)), nearest] < GATE
        span = int(near.argmax())
        if not near[span]:
            return clock, self._settled(bus, t, period, self._start(bus, t, period)), None
        earlier = int(nearest[span])
        before, deviation = float(self._phase[bus, earlier]), float(spans[earlier] - SPANS[span])
        compared = self._compare(bus, float(self._times[bus, earlier]), period, before)
        return clock, self._settled(bus, t, period, before + deviation), (deviation, *compared)

    def _start(self, bus: int, t: float, period: float) -> float:
        """The phase of an onset at a place of the bar where the bus did not play lately."""
        if t - self._times[bus, -1] < 2.0 * period:
            return float(self._phase[bus, -1])
        phases, known = self._at(t - 0.2 * period, period)
        known[bus] = False
        return float((phases + self._mean[bus])[known].mean()) if known.any() else 0.0

    def _settled(self, bus: int, t: float, period: float, phase: float) -> float:
        lately = self._times[bus] > t - 1.05 * period
        count = int(lately.sum())
        return phase - SETTLE * (phase - float(self._phase[bus] @ lately) / count) if count else phase

    def _remember(self, bus: int, t: float, clock: float, phase: float) -> None:
        for kept, new in ((self._times, t), (self._clock, clock), (self._phase, phase)):
            kept[bus, :-1] = kept[bus, 1:]
            kept[bus, -1] = new

    def _at(self, t: float, period: float) -> tuple[F64, Flags]:
        """The phase of each bus at ``t`` seconds ``(N,)``, and whether it is known."""
        count = (self._times <= t).sum(1)
        before, after = np.maximum(count - 1, 0), np.minimum(count, KEPT - 1)
        rows = self._rows
        since, until = t - self._times[rows, before], self._times[rows, after] - t
        old = (count > 0) & (since < STALE * period)
        new = (count < KEPT) & (until < STALE * period)
        weight = np.where(old & new, since / np.maximum(since + until, 1e-3), new)
        phase = (1.0 - weight) * self._phase[rows, before] + weight * self._phase[rows, after]
        return phase, old | new

    def _compare(self, bus: int, then: float, period: float, phase: float) -> tuple[F64, Flags]:
        """How far ``phase`` was from the others' at that time, the pair's mean taken away ``(N,)``."""
        phases, known = self._at(then, period)
        known[bus] = False
        apart = np.where(known, phase - phases - self._mean[bus], 0.0)
        self._count[bus] += known
        weight = np.maximum(1.0 / np.maximum(self._count[bus], 1.0), SLOWEST)
        self._mean[bus] += weight * apart
        return apart, known
