"""Players keep together, beat after beat."""

from __future__ import annotations

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

CLICK_PERIOD_SHARE = 0.25
"""Share of a correction towards the click that stays in the period."""
APART = 0.12
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


def perform(
    rng: Generator, players: Players, curve: F64, scenes: Sequence[Scene], seconds: float
) -> Performance:
    """Play until all are two bars beyond ``seconds``; ``curve`` BPM a tick as from `draw_curve`."""
    n, most = len(players.keeper), int((seconds + 8.0) * curve.max() / 60.0 * 1.3) + 16
    keeper = rng.normal(0.0, players.keeper, (most, n))
    motor = rng.normal(0.0, players.motor, (most, n))
    wander = rng.normal(0.0, players.wander, (most, n))
    period = np.full(n, 60.0 / curve[0])
    event = 0.3 + rng.normal(0.0, players.keeper, n)
    beats = np.empty((most, n))
    meant, who, played = np.empty(most), np.empty((most, n), bool), []
    click, beat, scene, upcoming = 0.3, 0, scenes[0], list(scenes)
    while beat < most:
        beats[beat] = event + motor[beat]
        now = float(np.median(beats[beat]))
        if upcoming and upcoming[0].stretch.start <= max(now, 0.0):
            while upcoming and upcoming[0].stretch.start <= max(now, 0.0):
                scene = upcoming.pop(0)
            played.append(replace(scene.stretch, start=now))
            click, tempo = now, float(period.mean())
        here = scene.stretch
        clicked = bool(here.click.any())
        meant[beat] = tempo if clicked else period[here.leader] if here.leader != NOBODY else period.mean()
        who[beat] = scene.resting
        if now > seconds + 4.0:
            break
        phase, change = players.family.correct(_last(beats, beat, period), period, here.gains)
        ahead = here.click * (beats[beat] - click)
        period = period - change - CLICK_PERIOD_SHARE * ahead
        if not clicked:
            period = _follow_curve(period, curve, now, players.rehearsed, here.leader)
        period = _bounded(period * (1.0 + wander[beat]))
        gap = beats[beat] - now
        phase = np.where(np.abs(gap) > LOST * period, gap, phase + ahead)
        event = event + period - phase + keeper[beat]
        click += tempo
        beat += 1
    last = beat + 1
    return Performance(beats[:last], who[:last], meant[:last], tuple(played))


def _last(beats: F64, beat: int, period: F64) -> F64:
    """The last three beats ``(3, N)``; before the first they are thought of as regular."""
    if beat >= 2:
        return beats[beat - 2 : beat + 1]
    return (
        beats[0] + np.arange(beat - 2, beat + 1)[:, None] * period
        if beat == 0
        else np.stack([2 * beats[0] - beats[1], beats[0], beats[1]])
    )


def _follow_curve(period: F64, curve: F64, now: float, rehearsed: F64, leader: int) -> F64:
    """The periods after the change that the curve makes within the coming beat; a leader makes all of it."""
    at = np.minimum(np.array([now, now + period.mean()]) / TICK, len(curve) - 1)
    before, after = curve[np.maximum(at, 0.0).astype(int)]
    share = rehearsed.copy()
    if leader != NOBODY:
        share[leader] = 1.0
    return period * (before / after) ** share


def _bounded(period: F64) -> F64:
    middle = min(max(float(np.median(period)), 60.0 / FASTEST), 60.0 / SLOWEST)
    return np.clip(period, (1.0 - APART) * middle, (1.0 + APART) * middle)
