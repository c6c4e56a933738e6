"""Players keep together, beat after beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bridge.types import TICK
from models.leader.ensembles.curves import FASTEST, SLOWEST
from models.leader.ensembles.families import Family
from models.leader.ensembles.plan import Scene
from models.leader.takes import F64, NOBODY, Stretch

FIRST = 0.3
"""Seconds at which the first beat falls."""
BEYOND = 4.0
"""Seconds for which the players go on after the end, so that the last notes lie between beats."""
CLICK_PERIOD_SHARE = 0.25
"""Share of a correction towards the click that stays in the period."""
APART = 0.12
"""How far a player's period may be from the one that leads, as a share."""
LOST = 0.2
"""Of a period: who is further from the others has lost them, and finds back at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Players:
    """How ``N`` players keep time, each array ``(N,)``.

    ``keeper`` and ``motor`` standard deviations in seconds; ``wander`` that of the change of the
    period from beat to beat, as a share; ``rehearsed`` the share of a tempo change made unheard.
    """

    family: Family
    keeper: F64
    motor: F64
    wander: F64
    rehearsed: F64


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """``beats`` seconds ``(K, N)``; ``resting`` bool ``(K, N)``; ``period`` ``(K,)`` seconds, the one that
    the leader, the click, or all together mean; ``stretches`` as they were played."""

    beats: F64
    resting: NDArray[np.bool_]
    period: F64
    stretches: tuple[Stretch, ...]


@dataclass(slots=True, eq=False)
class _Clocks:
    """The clocks in the players' heads: when their next ``event`` is due and their ``period``, ``(N,)`` s.

    ``click`` and ``tempo``: the next click in seconds, and its period.
    """

    event: F64
    period: F64
    click: float
    tempo: float

    def meant(self, stretch: Stretch) -> float:
        """The period in seconds that leads now."""
        if stretch.click.any():
            return self.tempo
        return float(self.period[stretch.leader] if stretch.leader != NOBODY else self.period.mean())

    def correct(self, players: Players, stretch: Stretch, beats: F64) -> None:
        """After the beats ``(3, N)``, the newest last, plan the next ones."""
        phase, change = players.family.correct(beats, self.period, stretch.gains)
        ahead = stretch.click * (beats[-1] - self.click)
        gap = beats[-1] - _median(beats[-1])
        self.event += np.where(np.abs(gap) > LOST * self.period, -gap, -phase - ahead)
        self.period -= change + CLICK_PERIOD_SHARE * ahead
        self.click += self.tempo

    def change_tempo(self, ratio: float, rehearsed: F64, leader: int) -> None:
        """The tempo is meant to be ``ratio`` times as fast: a leader makes all of it, others their share."""
        share = np.where(np.arange(len(rehearsed)) == leader, 1.0, rehearsed)
        self.period *= ratio**-share

    def go_on(self, stretch: Stretch, keeper: F64, wander: F64) -> None:
        """To the next beat; periods stay near the one that leads, and that in the range of music."""
        self.period *= 1.0 + wander
        middle = min(max(self.meant(stretch), 60.0 / FASTEST), 60.0 / SLOWEST)
        np.clip(self.period, (1.0 - APART) * middle, (1.0 + APART) * middle, out=self.period)
        self.event += self.period + keeper

    def start_click(self, now: float) -> None:
        """Should a click begin now, it is in time with the ensemble."""
        self.click, self.tempo = now, float(self.period.mean())


def perform(
    rng: Generator, players: Players, curve: F64, scenes: Sequence[Scene], seconds: float
) -> Performance:
    """Play until `BEYOND` ``seconds``; ``curve`` in BPM a tick, as `draw_curve` gives it."""
    spreads, starts = (players.keeper, players.motor, players.wander), [s.stretch.start for s in scenes]
    period = 60.0 / float(curve[0])
    clocks = _Clocks(
        FIRST + rng.normal(0.0, players.keeper), np.full(len(players.keeper), period), FIRST, period
    )
    beats: list[F64] = []
    meant: list[float] = []
    scene: list[int] = []
    now = 0.0
    while now < seconds + BEYOND:
        keeper, motor, wander = (rng.normal(0.0, spread) for spread in spreads)
        beats.append(clocks.event + motor)
        now = _median(beats[-1])
        scene.append(max(bisect_right(starts, now) - 1, 0))
        if scene[-1:] != scene[-2:-1]:
            clocks.start_click(now)
        here = scenes[scene[-1]].stretch
        meant.append(clocks.meant(here))
        clocks.correct(players, here, _last_three(beats, clocks.period))
        if not here.click.any():
            clocks.change_tempo(_ratio(curve, now, meant[-1]), players.rehearsed, here.leader)
        clocks.go_on(here, keeper, wander)
    resting = np.array([scenes[index].resting for index in scene])
    return Performance(np.array(beats), resting, np.array(meant), _played(scenes, scene, beats))


def _played(scenes: Sequence[Scene], scene: Sequence[int], beats: Sequence[F64]) -> tuple[Stretch, ...]:
    """The stretches that came to be played, each from the beat at which it began."""
    first = [beat for beat, index in enumerate(scene) if beat == 0 or index != scene[beat - 1]]
    return tuple(replace(scenes[scene[beat]].stretch, start=_median(beats[beat])) for beat in first)


def _median(values: F64) -> float:
    """Of few numbers; faster than NumPy's."""
    return float(median(values.tolist()))


def _last_three(beats: Sequence[F64], period: F64) -> F64:
    """The last three beats ``(3, N)``; those before the first are thought of as regular."""
    if len(beats) >= 3:
        return np.array(beats[-3:])
    return np.asarray(beats[-1] + np.arange(-2, 1)[:, None] * period)


def _ratio(curve: F64, now: float, period: float) -> float:
    """How much faster the curve is a beat later."""
    last = len(curve) - 1
    before, after = (curve[min(max(int(t / TICK), 0), last)] for t in (now, now + period))
    return float(after / before)
