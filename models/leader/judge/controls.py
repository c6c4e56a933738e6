"""Controls: what must not move the shares does not, and where nobody can lead nobody does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.random import Generator

from bridge.types import KINDS, Reading
from models.leader.baselines.ways import Way
from models.leader.takes import F64, NOBODY, Answer, Heard

SETTLED = 100
"""Ticks after which what was changed must have been forgotten: 10 s."""
CLEAR = 0.6
DELAYS = (0.01, 0.025, 0.05)
GAINS = (-12.0, 12.0)
SEED = 11

Change = Callable[[Reading], Reading]


@dataclass(frozen=True, slots=True)
class Control:
    """``name`` of a control; ``mean`` and ``worst`` over pieces; the ``bound`` that the mean must keep."""

    name: str
    mean: float
    worst: float
    bound: float

    @property
    def kept(self) -> bool:
        """Whether the bound is kept."""
        return self.mean <= self.bound


def delayed(seconds: float) -> Change:
    """All of a bus's readings come, and are said to have happened, so much later."""
    return lambda reading: replace(reading, t=reading.t + seconds, arrived=reading.arrived + seconds)


def louder(decibels: float) -> Change:
    """A bus's level is moved, and its onsets' strength as if it were an amplitude."""

    def change(reading: Reading) -> Reading:
        factor, value = 10.0 ** (decibels / 20.0), reading.value
        moved = {
            "level": lambda v: np.clip(v + decibels, KINDS["level"].low, KINDS["level"].high),
            "onset": lambda v: np.clip(v * factor, 0.0, 1.0),
        }.get(reading.kind)
        return reading if moved is None else replace(reading, value=float(moved(value)))

    return change


def changed(heard: Heard, bus: str, change: Change) -> Heard:
    """One bus heard otherwise."""
    readings = (change(r) if r.bus == bus else r for r in heard.readings)
    return replace(heard, readings=tuple(sorted(readings, key=lambda reading: reading.arrived)))


def turned(heard: Heard, order: Sequence[int]) -> Heard:
    """The buses in another order; who led is not told."""
    return replace(
        heard,
        buses=tuple(heard.buses[i] for i in order),
        roles=tuple(heard.roles[i] for i in order),
        leader=np.full(len(heard.leader), NOBODY),
    )


def mixed(heards: Sequence[Heard], rng: Generator) -> Heard:
    """One bus, drawn by ``rng``, of each of several takes: nobody leads the others."""
    ticks = min(len(heard.bpm) for heard in heards)
    names = tuple(f"{i}" for i in range(len(heards)))
    drawn = [heard.buses[rng.integers(len(heard.buses))] for heard in heards]
    readings = [
        replace(reading, bus=name)
        for name, heard, bus in zip(names, heards, drawn, strict=True)
        for reading in heard.readings
        if reading.bus == bus
    ]
    return Heard(
        "+".join(heard.name for heard in heards),
        names,
        names,
        tuple(sorted(readings, key=lambda reading: reading.arrived)),
        np.empty(0),
        np.full(ticks, np.nan),
        np.full(ticks, NOBODY),
    )


def order_of_buses(way: Way, heard: Heard, rng: Generator) -> float:
    """Largest difference of shares (turned back) or of relative BPM when the buses are turned."""
    buses = len(heard.buses)
    order = np.roll(np.arange(buses), 1 + rng.integers(max(buses - 1, 1)))
    here, there = way(heard), way(turned(heard, order.tolist()))
    back = np.append(np.argsort(order), buses)
    shares = np.abs(_shares(here) - _shares(there)[:, back]).max()
    bpm = np.abs(np.asarray(there.bpm) - here.bpm).max() / np.asarray(here.bpm).max()
    return float(max(shares, bpm))


def shift_of_shares(way: Way, change: Change, heard: Heard, rng: Generator) -> float:
    """Mean absolute difference of the shares after 10 s when a drawn bus is heard otherwise."""
    bus = heard.buses[rng.integers(len(heard.buses))]
    here, there = way(heard), way(changed(heard, bus, change))
    return float(np.abs(_shares(here) - _shares(there))[SETTLED:].mean())


def clear_leader(way: Way, heard: Heard) -> float:
    """Share of the time after 10 s with some bus above 0.6."""
    return float((_shares(way(heard))[SETTLED:, :-1].max(1) > CLEAR).mean())


def _shares(answer: Answer) -> F64:
    return np.asarray(answer.shares)


def controls(way: Way, heards: Sequence[Heard], players: int = 4) -> list[Control]:
    """All controls of a way that tells shares, on a set's pieces; strangers are put together by fours."""
    found = [_over("order of the buses", heards, 1e-4, partial(order_of_buses, way))]
    changes = [(f"one bus {1000 * s:.0f} ms late", delayed(s)) for s in DELAYS]
    changes += [(f"one bus {d:+.0f} dB", louder(d)) for d in GAINS]
    found += [_over(name, heards, 0.05, partial(shift_of_shares, way, change)) for name, change in changes]
    rng = np.random.default_rng(SEED)
    groups = [heards[i : i + players] for i in range(0, len(heards) - players + 1, players)]
    strangers = [mixed(group, rng) for group in groups]
    return [
        *found,
        _over(
            "buses of different takes: some share > 0.6", strangers, 0.05, lambda h, _: clear_leader(way, h)
        ),
    ]


def _over(
    name: str, heards: Sequence[Heard], bound: float, of: Callable[[Heard, Generator], float]
) -> Control:
    rng = np.random.default_rng(SEED)
    values = [of(heard, rng) for heard in heards]
    told = (float(np.mean(values)), float(np.max(values))) if values else (np.nan, np.nan)
    return Control(name, *told, bound)
