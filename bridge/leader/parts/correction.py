"""How much each bus corrects towards each other.

A regression of the interval's deviation on the asynchrony before it, forgotten exponentially:
the phase-correction gain of the linear model (Vorberg & Schulze, J. Math. Psych. 46, 2002).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64

MEMORY = (8.0, 25.0)
"""Seconds: a fast view and a steady one."""
SHRINK = 2.0 * 0.02**2
"""Periods²: two asynchronies of 2 % weigh as much as the belief that there is no correction."""
SCALE = 20.0
"""Mean asynchronies are a few hundredths of a period; times this they are about 1."""


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
        # Sums of 1, asynchrony², deviation², −deviation·asynchrony, j's last², i's deviation · j's last.
        self._sums: F64 = np.zeros((buses, buses, 6, len(MEMORY)))
        self._last: F64 = np.zeros(buses)

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        self._sums *= np.exp(-heard.dt / np.array(MEMORY))
        matches = heard.matches
        if len(matches.bus):
            terms = self._terms(matches.deviation[:, None], matches.asynchrony)
            terms *= matches.together[:, :, None]
            np.add.at(self._sums, matches.bus, terms[..., None])
            self._last[matches.bus] = matches.deviation
        return self._columns(heard.mean_asynchrony / heard.period)

    def _terms(self, deviation: F64, asynchrony: F64) -> F64:
        deviation, last = np.broadcast_arrays(deviation, self._last)
        return np.stack(
            [
                np.ones_like(asynchrony),
                asynchrony**2,
                deviation**2,
                -deviation * asynchrony,
                last**2,
                deviation * last,
            ],
            axis=-1,
        )

    def _columns(self, constant: F64) -> F64:
        count, square, deviation, product, last, after = np.moveaxis(self._sums, 2, 0)
        gain = product / (square + SHRINK)
        fit = product / np.sqrt((square + SHRINK) * (deviation + SHRINK))
        lag = after / np.sqrt((last + SHRINK) * (deviation + SHRINK))
        known = count[..., 1:] > 0.5
        constant = np.where(known, np.clip(SCALE * constant, -3.0, 3.0)[..., None], 0.0)
        return np.concatenate([gain, fit, lag, constant, np.log1p(count[..., 1:])], axis=-1)
