"""From the ring to hops: what the analysis process does before the session sees anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bridge.audio.hops import Hop, Hopper
from bridge.audio.ring import Period, Ring
from bridge.clock.hostfit import HostFit
from bridge.types import RATE, Bus

REACH = 0.05, 2
"""Seconds before now up to which there is silence, or periods if that is more: the first period of a device
that comes back began so long ago at most."""


class Feed:
    """Hops of the live stream, and the fit of stream time to host time. For one thread.

    ``at_once`` hops come as one where there are so many: for who is in no hurry.

    ``lost`` counts the frames that never came, at the device's rate: dropped by the device, or
    overwritten in the ring before they were read. ``periods`` counts what came.
    """

    def __init__(self, ring: Ring, buses: Sequence[Bus], at_once: int = 1) -> None:
        self.host = HostFit()
        self.lost = self.periods = 0
        self._ring = ring
        self._buses, self._at_once = buses, at_once
        self._hopper: Hopper | None = None
        self._last: Period | None = None
        self._next = 0

    def hops(self) -> Iterator[Hop]:
        """All hops that are complete by now; none if nothing came."""
        for period in self._ring.read():
            hopper = self._ready(period)
            self.host.push(period.end, period.host_ns)
            gap = period.start - self._next
            self._next = max(self._next, period.start + period.frames)
            yield from hopper.push(period.samples[:, max(0, -gap) :], max(0, gap))

    def silence(self, now_ns: int) -> Iterator[Hop]:
        """Hops of silence since the last period, up to `REACH` before ``now_ns``: the stream goes on.

        What comes for that time all the same is left out.
        """
        if self._last is None or self._hopper is None:
            return
        rate, frames = self._last.rate, self._last.frames
        until_ns = now_ns - round(max(REACH[0], REACH[1] * frames / rate) * 1e9)
        passed = (until_ns - self._last.host_ns) * 1e-9
        gap = self._last.start + frames + round(passed * rate) - self._next
        if gap > 0:
            self._next += gap
            if not self.host.settled:  # too little sound was there to tell: this is what the ring goes on by
                self.host.push(self._next / rate, until_ns)
            yield from self._hopper.push(np.zeros((len(self._buses), 1), np.float32), gap - 1)

    def _ready(self, period: Period) -> Hopper:
        """What cuts ``period``; counts the frames that are missing before it."""
        last, self._last = self._last, period
        self.periods += 1
        if last is not None and period.epoch == last.epoch:
            self.lost += period.start - last.start - last.frames
        if self._hopper is None or last is None or period.rate != last.rate:
            done = self._hopper.end if self._hopper else 0
            self._next = max(period.start, -(-done * period.rate // RATE))
            start = round(self._next * RATE / period.rate)
            self._hopper = Hopper(self._buses, period.rate, start, self._at_once)
        return self._hopper
