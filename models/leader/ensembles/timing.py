"""How players keep together: the linear model of ensemble timing.

Each player has a period and a next beat. After a beat it corrects its phase by a share
``alpha[i, j]`` of its lateness against each other player heard, and its period by ``beta`` of
the same (Vorberg & Schulze 2002; Wing et al. 2014; gains and noise as real quartets show).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

F64 = NDArray[np.float64]

NOBODY = -1
"""The leader while nobody leads: the players follow each other, or all a click."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch with one constellation, from time ``start`` in seconds.

    ``leader`` index or `NOBODY`; ``click``: all follow a click; ``resting`` players' indices.
    """

    start: float
    leader: int
    click: bool
    resting: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """``beats`` seconds ``(K, N)``; ``leader`` of each beat ``(K,)``; ``resting`` bool ``(K, N)``;
    ``tempo`` BPM of each beat ``(K,)``."""

    beats: F64
    leader: NDArray[np.intp]
    resting: NDArray[np.bool_]
    tempo: F64


def draw_tempo(rng: Generator) -> float:
    """BPM 40 to 240; a listener's prior: log-normal about 118, 0.38 octave wide, and some uniform."""
    if rng.random() < 0.2:
        return float(2.0 ** rng.uniform(np.log2(48.0), np.log2(216.0)))
    return float(np.clip(118.0 * 2.0 ** rng.normal(0.0, 0.38), 45.0, 235.0))


def draw_curve(rng: Generator, bpm: float, seconds: float) -> F64:
    """The intended tempo in BPM each 0.1 s ``(T,)``: drift, and at times ramps, steps and rubato."""
    ticks = int(seconds * 10) + 100
    log = np.zeros(ticks)
    log += np.cumsum(rng.normal(0.0, rng.choice([0.0003, 0.001, 0.002]), ticks))
    for _ in range(rng.choice([0, 1, 2, 3], p=[0.45, 0.3, 0.15, 0.1])):
        start, length = rng.integers(50, ticks), rng.choice([1, 30, 80, 150])
        change = rng.normal(0.0, 0.18) if length > 1 else rng.choice([-1, 1]) * rng.uniform(0.05, 0.3)
        log += change * np.clip((np.arange(ticks) - start) / length, 0.0, 1.0)
    if rng.random() < 0.2:
        log += rng.uniform(0.01, 0.05) * np.sin(2 * np.pi * np.arange(ticks) / rng.uniform(30, 120))
    return np.asarray(np.clip(bpm * np.exp(log), 40.0, 240.0))


def draw_sections(rng: Generator, players: int, seconds: float) -> list[Section]:
    """Who leads when: sections of 8 to 30 s, hand-overs, rests, mutual and clicked ones."""
    sections, t, click = [], 0.0, rng.random() < 0.08
    while t < seconds:
        leader = int(rng.integers(players)) if rng.random() < 0.8 and not click else NOBODY
        chance = 0.0 if players < 3 else rng.choice([0.0, 0.1, 0.3])
        resting = frozenset(int(i) for i in np.flatnonzero(rng.random(players) < chance))
        if len(resting) > players - 2:
            resting = frozenset()
        if leader in resting and rng.random() < 0.7:
            resting -= {leader}
        sections.append(Section(t, leader, click or (leader == NOBODY and rng.random() < 0.3), resting))
        t += rng.uniform(8.0, 30.0)
    return sections


def _gains(rng: Generator, section: Section, players: int, strong: bool) -> F64:
    """Phase-correction gains ``(N, N)``: row corrects towards column."""
    among = rng.uniform(0.0, 0.1, (players, players)) + (0.0 if strong else 0.02)
    if section.click:
        among *= 0.2
    if section.leader == NOBODY:
        among = rng.uniform(0.04, 0.3, (players, players)) * (0.3 if section.click else 1.0)
    else:
        low, high = (0.25, 0.65) if strong else (0.06, 0.3)
        among[:, section.leader] = rng.uniform(low, high, players)
        among[section.leader] = rng.uniform(0.0, 0.03, players)
    np.fill_diagonal(among, 0.0)
    total = among.sum(1, keepdims=True)
    return np.asarray(among * np.minimum(1.0, 0.85 / np.maximum(total, 1e-9)))


def perform(rng: Generator, players: int, curve: F64, sections: list[Section], seconds: float) -> Performance:
    """Let the players play their beats for ``seconds``."""
    strong = rng.random() < 0.5
    keeper = rng.uniform(0.012, 0.03, players)
    beats, leaders, rests, tempi = [], [], [], []
    phase = rng.normal(0.3, 0.01, players)
    period = np.full(players, 60.0 / curve[0])
    tick, section, gains = 0.3, -1, np.zeros((players, players))
    while phase.mean() < seconds + 4.0:
        now = float(phase.mean())
        while section + 1 < len(sections) and sections[section + 1].start <= now:
            section += 1
            gains = _gains(rng, sections[section], players, strong)
        here = sections[section]
        resting = np.isin(np.arange(players), list(here.resting))
        leader = here.leader if here.leader in range(players) and not resting[here.leader] else NOBODY
        wanted = 60.0 / curve[min(int(max(now, 0.0) * 10), len(curve) - 1)]
        free = leader == NOBODY and not here.click
        beats.append(phase.copy())
        leaders.append(leader)
        rests.append(resting)
        tempi.append(60.0 / (period.mean() if free else wanted))
        heard = gains * ~resting[None, :]
        late = phase[:, None] - phase[None, :]
        correction = (heard * late).sum(1)
        if here.click:
            follow = rng.uniform(0.15, 0.45)
            correction += follow * (phase - tick)
            period -= 0.25 * follow * (phase - tick)
        period -= 0.35 * (heard * late).sum(1)
        if leader != NOBODY:
            period[leader] += 0.6 * (wanted - period[leader])
        period = np.clip(period + rng.normal(0.0, 0.002, players) * period, 0.9 * wanted, 1.1 * wanted)
        phase = phase + period - correction + rng.normal(0.0, 1.0, players) * keeper * period
        tick = now + wanted if not here.click else tick + wanted
    return Performance(np.array(beats), np.array(leaders), np.array(rests), np.array(tempi))
