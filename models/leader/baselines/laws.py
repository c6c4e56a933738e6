"""What a filter that knows the generator expects of an ensemble if this one or that one leads.

It knows the population (`Conditions`), the ensemble's noise and how strongly its players follow,
but not who leads when: of all its stretches' gains it takes means over the players.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leader.ensembles.conditions import Conditions, Range
from models.leader.ensembles.families import FAMILIES, Family
from models.leader.ensembles.perform import CLICK_PERIOD_SHARE
from models.leader.takes import F64, NOBODY, Law, Stretch

Flags = NDArray[np.bool_]

DRAWS = 6
"""Members of a family over which its mean law is taken."""
NUDGE = 1e-4
"""Seconds by which a beat is moved to see what follows."""
PULSE = 0.5
"""Seconds: the period around which a law is made linear."""


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


def _others(stretch: Stretch) -> NDArray[np.intp]:
    return np.flatnonzero(np.arange(len(stretch.gains)) != stretch.leader)


def _mean(gains: Sequence[F64], otherwise: Range) -> float:
    """Mean of the gains that are not 0, for who rests is not heard."""
    flat = np.concatenate([gain.ravel() for gain in gains]) if gains else np.zeros(0)
    return float(flat[flat != 0].mean()) if flat.any() else sum(otherwise) / 2.0


def members(law: Law) -> list[Family]:
    """Some members of the law's family, always the same."""
    rng = np.random.default_rng(0)
    return [FAMILIES[law.family](rng) for _ in range(DRAWS)]


def linearised(family: Family, gains: F64) -> tuple[F64, F64]:
    """How far phase and period are corrected per second of each state: two of ``(N, 4N)``.

    The states are the last beat of each player, the one before, the one before that, and the periods.
    """
    n = len(gains)
    regular = np.concatenate([np.repeat([0.0, -PULSE, -2 * PULSE], n), np.full(n, PULSE)])
    moved = regular + NUDGE * np.eye(4 * n)
    answers = np.array([_correct(family, state, gains) for state in (regular, *moved)])
    phase, change = np.moveaxis((answers[1:] - answers[0]) / NUDGE, 0, -1)
    return phase, change


def _correct(family: Family, state: F64, gains: F64) -> tuple[F64, F64]:
    last, before, first, period = state.reshape(4, -1)
    return family.correct(np.stack([first, before, last]), period, gains)


def step(families: Sequence[Family], gains: F64, click: F64, sounding: Flags) -> F64:
    """The mean step from beat to beat ``(D, D)``, D = 5N + 2, if these gains hold.

    State: last beats, those before, those before these, periods, constant offsets (N each), the
    click's last beat and its period; without a click these two follow the ensemble's mean.
    """
    n = len(click)
    corrected = [linearised(family, gains * sounding) for family in families]
    phase, change = np.mean(corrected, axis=0)
    last, before, first, period, offset = (slice(i * n, (i + 1) * n) for i in range(5))
    matrix, eye = np.zeros((5 * n + 2, 5 * n + 2)), np.eye(n)
    ahead = np.zeros((n, 5 * n + 2))
    ahead[:, last], ahead[:, 5 * n] = np.diag(click), -click
    matrix[period, period] = eye
    matrix[period, : 4 * n] -= change
    matrix[period] -= CLICK_PERIOD_SHARE * ahead
    matrix[last] = matrix[period] - ahead
    matrix[last, last] += eye
    matrix[last, : 4 * n] -= phase
    matrix[before, last] = matrix[first, before] = matrix[offset, offset] = eye
    matrix[5 * n :] = _click_rows(matrix, click, n)
    return matrix


def _click_rows(matrix: F64, click: F64, n: int) -> F64:
    if click.any():
        rows = np.zeros((2, 5 * n + 2))
        rows[:, 5 * n :] = [[1.0, 1.0], [0.0, 1.0]]
        return rows
    return np.stack([matrix[:n].mean(0), matrix[3 * n : 4 * n].mean(0)])
