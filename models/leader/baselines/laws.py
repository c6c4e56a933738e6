"""What a filter that knows the generator expects of an ensemble if this one or that one leads.

It knows the population (`Conditions`), the ensemble's noise and how strongly its players follow,
but not who leads when: of all its stretches' gains it takes means over the players.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

import numpy as np

from models.leader.ensembles.conditions import Conditions, Range
from models.leader.ensembles.families import FAMILIES, Family
from models.leader.ensembles.perform import CLICK_PERIOD_SHARE, LOST
from models.leader.takes import F64, NOBODY, Flags, Index, Law, Stretch

DRAWS = 200
"""Members of a family whose parameters are averaged."""
NUDGE = 1e-4
"""Seconds by which a state is moved to see what follows."""


@dataclass(frozen=True, slots=True)
class Gains:
    """Mean gains: of followers to the leader and to others, of a leader, in mutual and in clicked play."""

    to_leader: float
    to_others: float
    of_leader: float
    mutual: float
    to_click: float
    among_click: float

    @classmethod
    def of(cls, law: Law, conditions: Conditions) -> Gains:
        """Those of an ensemble's stretches; of a kind that it never plays, those of the population."""
        led = [s for s in law.stretches if s.leader != NOBODY]
        clicked = [s for s in law.stretches if s.click.any()]
        mutual = [s for s in law.stretches if s.leader == NOBODY and not s.click.any()]
        return cls(
            _mean([s.gains[_others(s), s.leader] for s in led], conditions.to_leader),
            _mean([s.gains[np.ix_(_others(s), _others(s))] for s in led], conditions.to_others),
            _mean([s.gains[s.leader] for s in led], conditions.of_leader),
            _mean([s.gains for s in mutual], conditions.mutual),
            _mean([s.click for s in clicked], conditions.to_click),
            _mean([s.gains for s in clicked], conditions.among_click),
        )

    def shapes(self, players: int) -> tuple[F64, F64]:
        """Gains ``(N + 2, N, N)`` and gains to a click ``(N + 2, N)``: each leads, nobody, a click."""
        gains = np.full((players + 2, players, players), self.to_others)
        for leader in range(players):
            gains[leader, :, leader] = self.to_leader
            gains[leader, leader] = self.of_leader
        gains[players], gains[players + 1] = self.mutual, self.among_click
        gains[:, np.arange(players), np.arange(players)] = 0.0
        click = np.zeros((players + 2, players))
        click[-1] = self.to_click
        return gains, click


def _others(stretch: Stretch) -> Index:
    return np.flatnonzero(np.arange(len(stretch.gains)) != stretch.leader)


def _mean(gains: Sequence[F64], otherwise: Range) -> float:
    """Mean of the gains that are not 0, for who rests is not heard."""
    flat = np.concatenate([gain.ravel() for gain in gains]) if gains else np.zeros(0)
    return float(flat[flat != 0].mean()) if flat.any() else sum(otherwise) / 2.0


def typical(law: Law) -> Family:
    """A member of the law's family whose parameters are the means of many."""
    rng = np.random.default_rng(0)
    drawn: list[Any] = [FAMILIES[law.family](rng) for _ in range(DRAWS)]
    means = {name: float(np.mean([getattr(member, name) for member in drawn])) for name in asdict(drawn[0])}
    return cast(Family, replace(drawn[0], **means))


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """How an ensemble goes from beat to beat under one hypothesis, but for the noise.

    Its state ``(5N + 2,)``, all seconds: each player's last beat, the one before, the one before
    that, period, and constant offset; then the last beat of a click and its period, which without
    a click are the means of the players'.
    """

    family: Family
    gains: F64
    click: F64

    def step(self, state: F64) -> tuple[F64, F64]:
        """The state after the next beat, and its derivative by the state ``(5N + 2, 5N + 2)``."""
        n = len(self.click)
        played, offset, (click, pulse) = state[: 4 * n], state[4 * n : -2], state[-2:]
        last, before, _, period = played.reshape(4, n)
        gap = last - np.median(last)
        lost = np.abs(gap) > LOST * period
        (phase, change), slopes = self._corrected(played)
        ahead = self.click * (last - click)
        period = period - change - CLICK_PERIOD_SHARE * ahead
        coming = last + period - np.where(lost, gap, phase + ahead)
        metronome = (click + pulse, pulse) if self.click.any() else (coming.mean(), period.mean())
        after = np.concatenate([coming, last, before, period, offset, metronome])
        return after, self._derivative(slopes, lost, int(np.argsort(last)[n // 2]))

    def _corrected(self, played: F64) -> tuple[F64, F64]:
        """Corrections of phase and period ``(2, N)``, and their derivatives by the state ``(2, N, 4N)``."""
        # Families add up over the second axis of gains and lateness, so a last one may hold variants.
        variants = played[:, None] + NUDGE * np.eye(len(played), len(played) + 1, 1)
        last, before, first, period = np.split(variants, 4)
        beats = np.stack([first, before, last])
        found = np.array(self.family.correct(beats, period, self.gains[..., None]))
        return found[..., 0], (found[..., 1:] - found[..., :1]) / NUDGE

    def _derivative(self, slopes: F64, lost: Flags, middle: int) -> F64:
        n = len(self.click)
        last, before, first, period, offset = (slice(i * n, (i + 1) * n) for i in range(5))
        by_phase, by_change = slopes
        ahead, still = np.zeros((n, 5 * n + 2)), np.eye(5 * n + 2)
        ahead[:, last], ahead[:, -2] = np.diag(self.click), -self.click
        matrix = np.zeros((5 * n + 2, 5 * n + 2))
        matrix[period] = still[period] - CLICK_PERIOD_SHARE * ahead
        matrix[period, : 4 * n] -= by_change
        corrected = ahead
        corrected[:, : 4 * n] += by_phase
        found = still[last] - still[middle]
        matrix[last] = still[last] + matrix[period] - np.where(lost[:, None], found, corrected)
        matrix[before], matrix[first], matrix[offset] = still[last], still[before], still[offset]
        metronome = (still[-2] + still[-1], still[-1])
        matrix[-2:] = metronome if self.click.any() else (matrix[last].mean(0), matrix[period].mean(0))
        return matrix
