"""Tempo curves: how the intended tempo moves, as its logarithm over the first tempo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from bridge.types import TICK
from models.leader.ensembles.conditions import Chances, choose
from models.leader.takes import F64

SLOWEST, FASTEST = 40.0, 320.0
"""BPM between which a curve stays."""


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Real tempo curves: natural logarithms of the tempo over its mean, a value each `TICK`."""

    real: tuple[F64, ...] = ()


SYNTHETIC = Curves()
"""No real curves: all are made up."""


def drift(rng: Generator, ticks: int) -> F64:
    """A slow random walk: 0.3 to 1.5 % after ten seconds."""
    step = float(rng.choice([0.0003, 0.0008, 0.0015]))
    return np.asarray(np.cumsum(rng.normal(0.0, step, ticks)))


def ramps(rng: Generator, ticks: int) -> F64:
    """One to three accelerandi or ritardandi of 4 to 16 s."""
    return _moves(rng, ticks, rng.normal(0.0, 0.16, int(rng.integers(1, 4))), (40, 160))


def steps(rng: Generator, ticks: int) -> F64:
    """One or two new tempi at once, 5 to 30 % away."""
    count = int(rng.integers(1, 3))
    return _moves(rng, ticks, rng.choice([-1.0, 1.0], count) * rng.uniform(0.05, 0.26, count), (1, 8))


def rubato(rng: Generator, ticks: int) -> F64:
    """Phrases of 4 to 14 s that gain and lose 2 to 8 %, each in its own way."""
    ends = np.cumsum(rng.uniform(40, 140, ticks // 40 + 2))
    phase = np.interp(np.arange(ticks), np.append(0.0, ends), np.arange(len(ends) + 1.0))
    depth = rng.uniform(0.02, 0.08) * rng.uniform(0.4, 1.6, len(ends) + 1)[phase.astype(int)]
    return np.asarray(depth * np.sin(np.pi * (phase % 1.0)) ** 2) + drift(rng, ticks)


def _moves(rng: Generator, ticks: int, changes: F64, lengths: tuple[int, int]) -> F64:
    start = rng.integers(50, ticks, len(changes))
    length = rng.integers(*lengths, len(changes))
    progress = np.clip((np.arange(ticks)[:, None] - start) / length, 0.0, 1.0)
    return np.asarray(progress @ changes + 0.3 * drift(rng, ticks))


MOTIONS: Mapping[str, Callable[[Generator, int], F64]] = MappingProxyType(
    {"drift": drift, "ramps": ramps, "steps": steps, "rubato": rubato}
)


def draw_curve(rng: Generator, motions: Chances, bpm: float, seconds: float, curves: Curves) -> F64:
    """The intended tempo in BPM at each `TICK` from 0 on, ``(T,)``, a little beyond ``seconds``.

    Where there are real curves, half of the ensembles take one.
    """
    ticks = round(seconds / TICK) + 100
    if curves.real and rng.random() < 0.5:
        log = _excerpt(rng, curves.real[rng.integers(len(curves.real))], ticks)
    else:
        log = MOTIONS[choose(rng, motions)](rng, ticks)
    return np.asarray(np.clip(bpm * np.exp(log), SLOWEST, FASTEST))


def _excerpt(rng: Generator, curve: F64, ticks: int) -> F64:
    """A part of a real curve, played back and forth where it is too short; it begins at 0."""
    there_and_back = np.concatenate([curve, curve[::-1]])
    start = int(rng.integers(max(len(curve) - ticks, 1)))
    return np.asarray(np.resize(np.roll(there_and_back, -start), ticks) - curve[start])
