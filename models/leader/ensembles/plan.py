"""The plan of a performance: who leads when, who rests, and with which gains all keep together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models.leader.ensembles.conditions import Conditions, Range, narrowed
from models.leader.takes import F64, NOBODY, Stretch

MOST = 0.85
"""Largest sum of one player's gains: above it an ensemble begins to swing."""
SHORTEST = 4.0
"""Seconds a stretch lasts at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A stretch and who rests in it, bool ``(N,)``. Its gains towards those who rest are 0."""

    stretch: Stretch
    resting: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Spans:
    """The ranges of gains that one ensemble keeps to; the names are those of `Conditions`."""

    to_leader: Range
    to_others: Range
    of_leader: Range
    mutual: Range
    to_click: Range
    among_click: Range

    @classmethod
    def draw(cls, rng: Generator, c: Conditions) -> _Spans:
        spans = (c.to_leader, c.to_others, c.of_leader, c.mutual, c.to_click, c.among_click)
        return cls(*(narrowed(rng, span) for span in spans))


def draw_plan(rng: Generator, conditions: Conditions, weights: F64, seconds: float) -> list[Scene]:
    """Scenes from 0 to ``seconds``; ``weights`` ``(N,)`` say how likely each player is to lead."""
    spans = _Spans.draw(rng, conditions)
    scenes: list[Scene] = []
    start = 0.0
    while start < seconds:
        length = float(rng.uniform(*conditions.section))
        scenes += _section(rng, conditions, spans, weights, start, length)
        start += length
    return scenes


def _section(
    rng: Generator, conditions: Conditions, spans: _Spans, weights: F64, start: float, length: float
) -> list[Scene]:
    """One constellation; where its leader rests a while, three scenes."""
    resting = _resting(rng, conditions.rests, len(weights))
    kind = rng.choice(3, p=_kinds(conditions))
    if kind > 0:
        return [_SHARED[kind](rng, spans, resting, start)]
    whole = _led(rng, spans, _pick(rng, weights, resting), resting, start)
    if (~resting).sum() < 3 or length < 3 * SHORTEST or rng.random() >= conditions.leader_rests:
        return [whole]
    return _interrupted(rng, conditions, spans, weights, whole, length)


def _interrupted(
    rng: Generator, conditions: Conditions, spans: _Spans, weights: F64, whole: Scene, length: float
) -> list[Scene]:
    """The leader rests for a while; another takes over, or all listen to each other."""
    led = whole.stretch
    away = whole.resting | (np.arange(len(weights)) == led.leader)
    begin = led.start + rng.uniform(SHORTEST, length - 2 * SHORTEST)
    end = rng.uniform(begin + SHORTEST, led.start + length)
    if rng.random() < conditions.takeover:
        without = _led(rng, spans, _pick(rng, weights, away), away, begin)
    else:
        without = _mutual(rng, spans, away, begin)
    return [whole, without, Scene(replace(led, start=float(end)), whole.resting)]


def _kinds(conditions: Conditions) -> tuple[float, float, float]:
    return 1.0 - conditions.no_leader - conditions.click, conditions.no_leader, conditions.click


def _resting(rng: Generator, chance: float, players: int) -> NDArray[np.bool_]:
    """Who rests; at least two play on."""
    resting = rng.random(players) < chance
    resting[rng.permutation(players)[:2]] = False
    return resting


def _pick(rng: Generator, weights: F64, resting: NDArray[np.bool_]) -> int:
    chances = np.where(resting, 0.0, weights)
    return int(rng.choice(len(weights), p=chances / chances.sum()))


def _led(rng: Generator, spans: _Spans, leader: int, resting: NDArray[np.bool_], start: float) -> Scene:
    n = len(resting)
    gains = rng.uniform(*spans.to_others, (n, n))
    gains[:, leader] = rng.uniform(*spans.to_leader, n)
    gains[leader] = rng.uniform(*spans.of_leader, n)
    return _scene(gains, np.zeros(n), leader, resting, start)


def _mutual(rng: Generator, spans: _Spans, resting: NDArray[np.bool_], start: float) -> Scene:
    n = len(resting)
    return _scene(rng.uniform(*spans.mutual, (n, n)), np.zeros(n), NOBODY, resting, start)


def _clicked(rng: Generator, spans: _Spans, resting: NDArray[np.bool_], start: float) -> Scene:
    n = len(resting)
    click = rng.uniform(*spans.to_click, n)
    return _scene(rng.uniform(*spans.among_click, (n, n)), click, NOBODY, resting, start)


_SHARED = {1: _mutual, 2: _clicked}


def _scene(gains: F64, click: F64, leader: int, resting: NDArray[np.bool_], start: float) -> Scene:
    """Nobody hears himself or those who rest, and nobody corrects by more than `MOST` in all."""
    np.fill_diagonal(gains, 0.0)
    gains[:, resting] = 0.0
    total = gains.sum(axis=1, keepdims=True)
    gains *= np.minimum(1.0, MOST / np.maximum(total, 1e-9))
    return Scene(Stretch(float(start), leader, gains, click), resting)
