"""When notes begin on a bus, to the millisecond."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from bridge.analysis.attack import Attack, find_attack
from bridge.analysis.ear import Readings
from bridge.analysis.flux import Flux
from bridge.analysis.level import RunningLevel, decibels, gain_of, loudness, powers
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
        self._odf = [0.0] * AVERAGE
        self._held = np.zeros(HELD, np.float32)
        self._loudest = RunningLevel()
        self._last = -CLOSEST

    def push(self, block: Block) -> Readings:
        """At most one onset a hop."""
        held = np.concatenate((self._held, block.samples))
        self._held = held[-HELD:]
        windows = sliding_window_view(held, WINDOW)[HELD + HOP - WINDOW :: HOP]
        levels = [self._loudest.follow(decibels(power)) for power in powers(windows)]
        fluxes = self._flux.push(windows, np.array([gain_of(level) for level in levels], np.float32))
        odf = [*self._odf, *fluxes]
        self._odf = odf[-AVERAGE:]
        return tuple(
            reading
            for hop, (end, level, flux) in enumerate(
                zip(block.ends, levels, odf[AVERAGE - 1 :], strict=False)
            )
            # The mean is never below 0, so what is below the threshold is no peak: most hops end here.
            if flux > THRESHOLD and _peaks(odf[hop : hop + AVERAGE + 1])
            for reading in self._onset(held[(hop + 1) * HOP :][:HELD], level, end)
        )

    def finish(self) -> Readings:
        """The last hop cannot be confirmed: nothing."""
        return ()

    def _onset(self, held: F32, level: float, now: float) -> Readings:
        """The onset before ``now`` in the last samples ``held`` ``(HELD,)`` of a bus at ``level`` dBFS."""
        middle = HELD - HOP - WINDOW // 2
        first = middle - EARLIEST
        attack = find_attack(held[first : middle + LATEST])
        start = first + attack.sample
        t = now - (HELD - start) / RATE
        above = loudness(held[start : start + BODY]) - (level - GATE)
        if above <= 0.0 or t - self._last < CLOSEST:
            return ()
        self._last = t
        return (Reading(self._bus, "onset", t, now, min(1.0, above / GATE), _confidence(attack)),)


def _peaks(odf: list[float]) -> bool:
    """Whether the last but one of `AVERAGE` + 1 fluxes is a peak."""
    *past, peak, after = odf
    mean = (sum(past) + peak) / AVERAGE
    return peak > THRESHOLD + mean and peak >= max(*past[-NEIGHBOURS:], after)


def _confidence(attack: Attack) -> float:
    return min(1.0, max(0.0, attack.rise / 20.0))
