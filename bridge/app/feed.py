"""From the ring to hops: what the analysis process does before the session sees anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.audio.hops import Hop, Hopper
from bridge.audio.ring import Period, Ring
from bridge.clock.hostfit import HostFit
from bridge.types import RATE, Bus


class Feed:
    """Hops of the live stream, and the fit of stream time to host time. For one thread.

    ``at_once`` hops come as one where there are so many: for who is in no hurry.

    ``lost`` counts the frames that never came, at the device's rate: dropped by the device, or
    overwritten in the ring before they were read.
    """

    def __init__(self, ring: Ring, buses: Sequence[Bus], at_once: int = 1) -> None:
        self.host = HostFit()
        self.lost = 0
        self._ring = ring
        self._buses, self._at_once = buses, at_once
        self._hopper: Hopper | None = None
        self._rate = self._next = self._epoch = 0

    def hops(self) -> Iterator[Hop]:
        """All hops that are complete by now; none if nothing came."""
        for period in self._ring.read():
            gap = self._place(period)
            self.host.push(period.end, period.host_ns)
            assert self._hopper is not None
            yield from self._hopper.push(period.samples, gap)

    def _place(self, period: Period) -> int:
        """Be ready for ``period``; the frames that are missing before it."""
        if self._hopper is None or period.rate != self._rate:
            start = max(round(period.start * RATE / period.rate), self._hopper.end if self._hopper else 0)
            self._hopper = Hopper(self._buses, period.rate, start, self._at_once)
            self._rate, self._next = period.rate, period.start
        gap = max(0, period.start - self._next)
        if period.epoch == self._epoch:
            self.lost += gap
        self._epoch, self._next = period.epoch, period.start + period.frames
        return gap
