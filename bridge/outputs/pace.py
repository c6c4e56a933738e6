"""How much of a flood is heard: no more than anybody plays, so that it costs the clock no processor."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """``burst`` at once, and in the long run ``rate`` a second (generic cell rate algorithm, ITU-T I.371).

    ``now`` gives seconds. For one thread.
    """

    def __init__(self, rate: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._step, self._now = 1.0 / rate, now
        self._ahead = burst * self._step
        self._due = float("-inf")

    def taken(self) -> float:
        """One more was taken; the seconds to wait before the next one."""
        now = self._now()
        self._due = max(self._due, now) + self._step
        return max(0.0, self._due - now - self._ahead)
