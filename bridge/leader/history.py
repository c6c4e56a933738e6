"""The onsets each bus played lately: what every timing feature looks back into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Index = NDArray[np.intp]

KEPT = 48
"""Onsets remembered a bus: 3.2 s (the longest period of a tempogram) at 15 onsets a second."""
NEVER = -1e6
"""Seconds: the time of an onset that was not played."""
SHORTEST = 0.02
"""Seconds: a second onset sooner than this, or one from before the last, is the same note."""


@dataclass(frozen=True, slots=True, eq=False)
class Onsets:
    """Onsets that became known since the last tick, oldest first.

    ``bus`` index of the bus ``(n,)``; ``t`` stream seconds ``(n,)``; ``strength`` 0 to 1 ``(n,)``.
    """

    bus: Index
    t: F64
    strength: F64

    def __len__(self) -> int:
        return len(self.t)


class OnsetHistory:
    """The last `KEPT` onset times of each bus, ``times`` ``(N, KEPT)`` in no order, `NEVER` where none."""

    def __init__(self, buses: int) -> None:
        self.times: F64 = np.full((buses, KEPT), NEVER)
        self.last: F64 = np.full(buses, NEVER)
        self.count: Index = np.zeros(buses, dtype=np.intp)

    def take(self, found: list[tuple[float, int, float]]) -> Onsets:
        """Remember new ``(t, bus, strength)`` and give back those that are notes of their own."""
        kept = [onset for onset in sorted(found) if self._remember(onset[1], onset[0])]
        t, bus, strength = zip(*kept, strict=True) if kept else ((), (), ())
        return Onsets(np.array(bus, dtype=np.intp), np.array(t, dtype=float), np.array(strength, dtype=float))

    def _remember(self, bus: int, t: float) -> bool:
        if t < self.last[bus] + SHORTEST:
            return False
        self.times[bus, self.count[bus] % KEPT] = t
        self.count[bus] += 1
        self.last[bus] = t
        return True

    def nearest(self, bus: Index, t: F64) -> F64:
        """The onset time nearest to each ``t`` on the bus beside it.

        ``bus`` and ``t`` broadcast against each other to any shape; so does the answer.
        """
        gaps = np.abs(self.times[bus] - t[..., None])
        return np.asarray(self.times[bus, gaps.argmin(-1)])
