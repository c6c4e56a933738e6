"""Ears that need more than a hop to think: who they listen to, and when what they say counts."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from itertools import count

from bridge.analysis.ear import Readings
from bridge.analysis.hearing import SLOW_EARS, Hearing, ears_named
from bridge.types import Bus, Reading

ON_BUSES = frozenset({"activity"})
"""Of the slow ears, those that listen to each bus; all of them listen to the mix."""


def slow_hearing(buses: Sequence[Bus], names: Collection[str]) -> Hearing | None:
    """The slow ears of these ``names`` on ``buses`` and their mix; None if none is slow.

    Raises `ModelError` when a network cannot be used.
    """
    mix = ears_named(names, SLOW_EARS)
    return Hearing(buses, ears_named(ON_BUSES & {*names}, SLOW_EARS), mix) if mix else None


class Later:
    """Holds readings until the moment at which they arrive, the same live and at a desk. Not thread-safe."""

    def __init__(self) -> None:
        self._held: list[tuple[float, int, Reading]] = []
        self._number = count()

    def put(self, readings: Readings) -> None:
        """Keep them, in whatever order they come."""
        for reading in readings:
            heapq.heappush(self._held, (reading.arrived, next(self._number), reading))

    def due(self, t: float) -> Readings:
        """Those that have arrived by stream second ``t``, in order of arrival; they are held no more."""
        found = []
        while self._held and self._held[0][0] <= t:
            found.append(heapq.heappop(self._held)[2])
        return tuple(found)
