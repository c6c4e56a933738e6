"""When notes begin on a bus, to the millisecond."""

from __future__ import annotations

from collections import deque

import numpy as np

from bridge.analysis.attack import Attack, find_attack
from bridge.analysis.ear import Readings
from bridge.analysis.flux import Flux
from bridge.analysis.level import RunningLevel, loudness
from bridge.types import F32, HOP, RATE, WINDOW, Block, Reading

THRESHOLD = 1.75
"""Flux above its running mean that makes an onset."""
AVERAGE, NEIGHBOURS = 10, 3
"""Hops of the running mean; hops before a peak that must not exceed it."""
CLOSEST = 0.06
"""Seconds between two onsets at least."""
GATE = 25.0
"""dB under the bus's running level below which nothing is an onset."""
HELD = 13 * HOP
"""Samples kept for looking back: 151 ms."""
EARLIEST, LATEST = round(0.050 * RATE), round(0.012 * RATE)
"""Samples before and after the middle of the peak's window where its attack may lie."""
BODY = round(0.02 * RATE)
"""Samples after an attack that make its strength."""


class OnsetEar:
    """``onset`` readings: ``t`` is the attack, ``value`` its strength against the bus, 0…1.

    A peak of the flux, confirmed one hop later, says that there is a note (so ``arrived`` is
    12–40 ms after a sharp attack); the samples held say when it began. A strength of 1 is
    as loud as the bus gets, 0 is `GATE` below; ``confidence`` grows with the attack's steepness.
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._flux = Flux()
        self._odf: deque[float] = deque([0.0] * (AVERAGE + 1), AVERAGE + 1)
        self._held = np.zeros(HELD, np.float32)
        self._loudest = RunningLevel()
        self._last = -CLOSEST

    def push(self, block: Block) -> Readings:
        """At most one onset."""
        self._hold(block.samples)
        self._odf.append(self._flux.push(block.samples, self._loudest.gain))
        if not self._peaked():
            return ()
        return self._onset(block.end)

    def finish(self) -> Readings:
        """The last hop cannot be confirmed: nothing."""
        return ()

    def _hold(self, samples: F32) -> None:
        self._held[:-HOP] = self._held[HOP:]
        self._held[-HOP:] = samples
        self._loudest.push(self._held[-WINDOW:])

    def _peaked(self) -> bool:
        *past, peak, after = self._odf
        mean = (sum(past) + peak) / AVERAGE
        return peak > THRESHOLD + mean and peak >= max(*past[-NEIGHBOURS:], after)

    def _onset(self, now: float) -> Readings:
        middle = HELD - HOP - WINDOW // 2
        first = middle - EARLIEST
        attack = find_attack(self._held[first : middle + LATEST])
        start = first + attack.sample
        t = now - (HELD - start) / RATE
        above = loudness(self._held[start : start + BODY]) - (self._loudest.value - GATE)
        if above <= 0.0 or t - self._last < CLOSEST:
            return ()
        self._last = t
        return (Reading(self._bus, "onset", t, now, min(1.0, above / GATE), _confidence(attack)),)


def _confidence(attack: Attack) -> float:
    return min(1.0, max(0.0, attack.rise / 20.0))
