"""One hypothesis a bus: "this one leads", weighed as a hidden Markov model's states are.

If L leads, the others shorten their next interval by a share of their lateness against L; each
matched onset's likelihood under that, against no correction at all, is added up. A hazard
lets the lead change hands.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from bridge.leader.columns import Axis, Column, Heard
from bridge.leader.history import F64
from bridge.leader.matches import Matches

GAINS: F64 = np.array([0.3, 0.45, 0.15])
"""Assumed phase-correction gain of those who follow, one a column."""
HAZARDS: F64 = np.array([1 / 30, 1 / 12, 1 / 30])
"""Changes of the lead a second, one a column."""
LIMIT = 2.0
"""Largest log-likelihood one onset may add: a wrong match must not decide."""
NOISE = 0.02
"""Periods: a bus's timing noise before it was heard, and half of it the least believed."""
MEMORY = 15.0
"""Matched onsets over which a bus's noise is measured."""


class Hypotheses:
    """Posterior of each bus to lead, for three pairs of gain and hazard; what is missing to 1 is nobody."""

    axis: ClassVar[Axis] = "bus"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("lead.steady", "0 to 1", "posterior to lead: gain 0.3, a change in 30 s"),
        Column("lead.quick", "0 to 1", "gain 0.45, a change in 12 s"),
        Column("lead.faint", "0 to 1", "gain 0.15, a change in 30 s"),
    )

    strength: ClassVar[float] = 1.0
    """How far each onset's evidence counts as news of its own."""

    def __init__(self, buses: int) -> None:
        self._posterior: F64 = np.full((buses + 2, len(GAINS)), 1.0 / (buses + 2))
        self._noise: F64 = np.full(buses, NOISE**2)

    def update(self, heard: Heard) -> F64:
        """Give the columns after this tick."""
        stay = np.exp(-HAZARDS * heard.dt)
        self._posterior = stay * self._posterior + (1.0 - stay) / len(self._posterior)
        matches = self.compared(heard)
        if len(matches.bus):
            self._weigh(matches)
        return self._posterior[:-2]

    def compared(self, heard: Heard) -> Matches:
        """The onsets whose deviations tell."""
        return heard.matches

    def _weigh(self, matches: Matches) -> None:
        deviation = matches.deviation[:, None, None]
        others = matches.asynchrony.sum(1) / np.maximum(matches.together.sum(1), 1)
        apart = np.concatenate([matches.asynchrony, others[:, None]], axis=1)
        predicted = -GAINS * apart[:, :, None]
        error = deviation**2 - (deviation - predicted) ** 2
        evidence = 0.5 * error / self._noise[matches.bus, None, None]
        evidence = np.minimum(np.maximum(evidence, -LIMIT), LIMIT)
        log = np.log(self._posterior)
        log[:-1] += self.strength * evidence.sum(0)
        posterior = np.exp(log - log.max(0))
        self._posterior = np.maximum(posterior / posterior.sum(0), 1e-9)
        for bus, own in zip(matches.bus, matches.deviation, strict=True):
            self._noise[bus] += (max(own**2, (NOISE / 2) ** 2) - self._noise[bus]) / MEMORY


class PhaseHypotheses(Hypotheses):
    """The same, weighed by the phases of buses that need not play together."""

    columns: ClassVar[tuple[Column, ...]] = (
        Column("phase.steady", "0 to 1", "posterior to lead by phases: gain 0.3, a change in 30 s"),
        Column("phase.quick", "0 to 1", "gain 0.45, a change in 12 s"),
        Column("phase.faint", "0 to 1", "gain 0.15, a change in 30 s"),
    )
    strength: ClassVar[float] = 0.7

    def compared(self, heard: Heard) -> Matches:
        """All chained onsets."""
        return heard.chained
