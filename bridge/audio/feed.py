"""From the ring's periods to hops, over losses and restarts at another rate."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.audio.hops import Hop, Hopper
from bridge.audio.ring import Period
from bridge.types import RATE, Bus


class Feed:
    """Hops in stream time, whatever happens to the device. Not thread-safe."""

    def __init__(self, buses: Sequence[Bus]) -> None:
        self._buses = tuple(buses)
        self._hopper: Hopper | None = None
        self._rate = 0
        self._next = 0

    def push(self, period: Period) -> list[Hop]:
        """The hops that this period completes; what is missing before it is silence or a jump."""
        hops: list[Hop] = []
        if self._hopper is None or period.rate != self._rate:
            hops, self._hopper = self._renew(period)
        gap = max(0, period.start - self._next)
        self._next = period.start + period.frames
        return hops + self._hopper.push(period.samples, gap)

    def _renew(self, period: Period) -> tuple[list[Hop], Hopper]:
        """A hopper for the period's rate, and what the old one held back."""
        hops = self._hopper.flush() if self._hopper else []
        earliest = self._hopper.end if self._hopper else 0
        self._rate, self._next = period.rate, period.start
        start = max(earliest, round(period.start * RATE / period.rate))
        return hops, Hopper(self._buses, period.rate, start)
