"""How much each bus corrects towards each other.

A regression of the interval's deviation on the asynchrony before it, forgotten exponentially:
the phase-correction gain of the linear model (Vorberg & Schulze, J. Math. Psych. 46, 2002).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64
from bridge.leader.matches import Matches

MEMORY: F64 = np.array([8.0, 25.0])
"""Seconds: a fast view and a steady one."""
SHRINK = 2.0 * 0.02**2
"""Periods²: two asynchronies of 2 % weigh as much as the belief that there is no correction."""
SCALE = 20.0
"""Mean asynchronies are a few hundredths of a period; times this they are about 1."""


class Regression:
    """Sums over pairs, ``(terms, 2, N, N)``: of bus i (row) towards bus j, fast and steady."""

    def __init__(self, buses: int, terms: int) -> None:
        self.sums: F64 = np.zeros((terms, len(MEMORY), buses, buses))

    def forget(self, dt: float) -> None:
        """Let ``dt`` seconds pass."""
        self.sums *= np.exp(-dt / MEMORY)[:, None, None]

    def take(self, bus: list[int], terms: F64) -> None:
        """Add ``terms`` ``(terms, m, N)`` of onsets on the buses ``bus``."""
        for place, row in enumerate(bus):
            self.sums[:, :, row] += terms[:, None, place]

    def gain_and_fit(self) -> F64:
        """Gain and correlation, each fast and steady, ``(4, N, N)``, from the terms of `terms_of`."""
        _, square, deviation, product = self.sums[:4]
        square = square + SHRINK
        return np.concatenate([product / square, product / np.sqrt(square * (deviation + SHRINK))])


def terms_of(matches: Matches) -> tuple[F64, ...]:
    """Of each match and other bus: 1, asynchrony², deviation², −deviation · asynchrony."""
    together, deviation = matches.together.astype(float), matches.deviation[:, None]
    asynchrony = matches.asynchrony
    return together, asynchrony**2, together * deviation**2, -deviation * asynchrony


class Correction:
    """For bus i towards bus j: gain, correlation and cross-lag over 8 and 25 s, mean asynchrony, count."""

    axis: ClassVar[Axis] = "pair"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("correction.gain_fast", "1", "share of its lateness against j that i makes up, over 8 s"),
        Column("correction.gain_slow", "1", "the same over 25 s"),
        Column("correction.fit_fast", "−1 to 1", "correlation behind that gain, over 8 s"),
        Column("correction.fit_slow", "−1 to 1", "the same over 25 s"),
        Column("correction.after_fast", "−1 to 1", "correlation of i's deviation with j's last, over 8 s"),
        Column("correction.after_slow", "−1 to 1", "the same over 25 s"),
        Column("correction.asynchrony", "periods/20", "constant asynchrony of i against j, + is later"),
        Column("correction.count", "ln(1 + n)", "moments compared, over 25 s"),
    )

    def __init__(self, buses: int) -> None:
        self._regression = Regression(buses, 6)
        self._last: F64 = np.zeros(buses)

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        self._regression.forget(heard.dt)
        if len(heard.matches.bus):
            self._take(heard.matches)
        return self._columns(heard.mean_asynchrony / heard.period)

    def _take(self, matches: Matches) -> None:
        after = matches.deviation[:, None] * self._last * matches.together
        terms = np.array([*terms_of(matches), matches.together * self._last**2, after])
        self._regression.take(matches.bus.tolist(), terms)
        self._last[matches.bus] = matches.deviation

    def _columns(self, constant: F64) -> F64:
        count, _, deviation, _, last, after = self._regression.sums
        lag = after / np.sqrt((last + SHRINK) * (deviation + SHRINK))
        constant = np.where(count[1] > 0.5, np.minimum(np.maximum(SCALE * constant, -3.0), 3.0), 0.0)
        columns = np.concatenate([self._regression.gain_and_fit(), lag, constant[None], np.log1p(count[1:])])
        return columns.transpose(1, 2, 0)


class PhaseCorrection:
    """Gain, correlation and count, from the phases of buses that need not play together."""

    axis: ClassVar[Axis] = "pair"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("phase.gain_fast", "1", "share of its lateness in phase against j that i makes up, over 8 s"),
        Column("phase.gain_slow", "1", "the same over 25 s"),
        Column("phase.fit_fast", "−1 to 1", "correlation behind that gain, over 8 s"),
        Column("phase.fit_slow", "−1 to 1", "the same over 25 s"),
        Column("phase.count", "ln(1 + n)", "moments compared, over 25 s"),
    )

    def __init__(self, buses: int) -> None:
        self._regression = Regression(buses, 4)

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        self._regression.forget(heard.dt)
        if len(heard.chained.bus):
            self._regression.take(heard.chained.bus.tolist(), np.array(terms_of(heard.chained)))
        count = np.log1p(self._regression.sums[0, 1:])
        return np.concatenate([self._regression.gain_and_fit(), count]).transpose(1, 2, 0)
