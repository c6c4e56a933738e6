"""Players keep together, beat after beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
APART = 0.08
"""How far a player's period may be from the ensemble's median, as a share."""
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
        gap = beats[-1] - np.median(beats[-1])
        self.event += np.where(np.abs(gap) > LOST * self.period, -gap, -phase - ahead)
        self.period -= change + CLICK_PERIOD_SHARE * ahead
        self.click += self.tempo

    def change_tempo(self, ratio: float, rehearsed: F64, leader: int) -> None:
        """The tempo is meant to be ``ratio`` times as fast: a leader makes all of it, others their share."""
        share = np.where(np.arange(len(rehearsed)) == leader, 1.0, rehearsed)
        self.period *= ratio**-share

    def bound(self) -> None:
        """Keep periods near the ensemble's median, and that within what music uses."""
        middle = min(max(float(np.median(self.period)), 60.0 / FASTEST), 60.0 / SLOWEST)
        np.clip(self.period, (1.0 - APART) * middle, (1.0 + APART) * middle, out=self.period)


def perform(
    rng: Generator, players: Players, curve: F64, scenes: Sequence[Scene], seconds: float
) -> Performance:
    """Play until `BEYOND` ``seconds``; ``curve`` in BPM a tick, as `draw_curve` gives it."""
    n, most = len(players.keeper), int((seconds + 2 * BEYOND) * FASTEST / 60.0)
    keeper, motor, wander = (
        rng.normal(0.0, spread, (most, n)) for spread in (players.keeper, players.motor, players.wander)
    )
    clocks = _Clocks(FIRST + keeper[0], np.full(n, 60.0 / curve[0]), FIRST, 60.0 / curve[0])
    starts, scene = [scene.stretch.start for scene in scenes], -1
    beats, resting, meant, played = np.empty((most, n)), np.empty((most, n), bool), np.empty(most), []
    now, beat = 0.0, 0
    while now < seconds + BEYOND:
        beats[beat] = clocks.event + motor[beat]
        now = float(np.median(beats[beat]))
        here = max(bisect_right(starts, now) - 1, 0)
        if here != scene:
            scene, clocks.click, clocks.tempo = here, now, float(clocks.period.mean())
            played.append(replace(scenes[scene].stretch, start=now))
        stretch = scenes[scene].stretch
        meant[beat], resting[beat] = clocks.meant(stretch), scenes[scene].resting
        clocks.correct(players, stretch, _last_three(beats, beat, clocks.period))
        if not stretch.click.any():
            clocks.change_tempo(_ratio(curve, now, meant[beat]), players.rehearsed, stretch.leader)
        clocks.period *= 1.0 + wander[beat]
        clocks.bound()
        clocks.event += clocks.period + keeper[beat]
        beat += 1
    return Performance(beats[:beat], resting[:beat], meant[:beat], tuple(played))


def _last_three(beats: F64, beat: int, period: F64) -> F64:
    """The last three beats ``(3, N)``; those before the first are thought of as regular."""
    if beat >= 2:
        return beats[beat - 2 : beat + 1]
    return np.asarray(beats[beat] + np.arange(-2, 1)[:, None] * period)


def _ratio(curve: F64, now: float, period: float) -> float:
    """How much faster the curve is a beat later."""
    last = len(curve) - 1
    before, after = (curve[min(max(int(t / TICK), 0), last)] for t in (now, now + period))
    return float(after / before)
