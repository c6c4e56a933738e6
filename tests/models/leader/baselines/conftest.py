"""A trio whose leader is known, played by the linear law and heard without a fault."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import Reading
from models.leader.takes import F64, Heard, Law, Part, Stretch, Take

BPM = 110.0
SECONDS = 60.0
GAIN = 0.5
KEEPER = 0.015
HANDOVER = 30.0
LATE = 0.05
"""Seconds until an onset is known."""


def following(leader: int) -> F64:
    """Gains of a trio whose other two follow ``leader`` alone."""
    gains = np.zeros((3, 3))
    gains[:, leader] = GAIN
    gains[leader] = 0.0
    return gains


def play(stretches: tuple[Stretch, ...], seed: int) -> F64:
    """Beats ``(K, 3)`` of a trio under the linear law of Vorberg & Schulze (2002)."""
    rng = np.random.default_rng(seed)
    beats = [0.5 + rng.normal(0.0, KEEPER, 3)]
    while beats[-1].mean() < SECONDS:
        here = [s for s in stretches if s.start <= beats[-1].mean()][-1]
        late = (here.gains * (beats[-1][:, None] - beats[-1][None, :])).sum(1)
        beats.append(beats[-1] + 60.0 / BPM - late + rng.normal(0.0, KEEPER, 3))
    return np.array(beats)


def trio(leaders: tuple[int, int], seed: int = 0) -> Heard:
    """A minute in which the first of ``leaders`` leads for 30 s, then the second."""
    stretches = tuple(
        Stretch(HANDOVER * i, leader, following(leader), np.zeros(3)) for i, leader in enumerate(leaders)
    )
    beats, ticks = play(stretches, seed), round(SECONDS * 10)
    bpm, leader = np.full(ticks, BPM), np.repeat(leaders, ticks // 2)
    buses, roles = ("a", "b", "c"), ("bass", "drums", "melody")
    ones = np.ones(len(beats))
    parts = tuple(Part(buses[i], roles[i], beats[:, i], ones, 60 * ones) for i in range(3))
    law = Law("linear", np.full(3, KEEPER), np.zeros(3), stretches, HANDOVER)
    take = Take(f"trio {seed}", SECONDS, 4, parts, beats, np.zeros(beats.shape, bool), bpm, leader, law)
    readings = [
        Reading(part.bus, "onset", float(t), float(t) + LATE, 0.8) for part in parts for t in part.times
    ]
    readings.sort(key=lambda reading: reading.arrived)
    return Heard(take.name, buses, roles, tuple(readings), beats.mean(1), bpm, leader, None, take)


@pytest.fixture(scope="session")
def band() -> Heard:
    return trio((0, 2))


@pytest.fixture(scope="session")
def bands() -> list[Heard]:
    return [trio((seed % 3, (seed + 1) % 3), seed) for seed in range(1, 4)]
