"""Who led, for how long, and who took over from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bridge.report.run import FRAME, Floats, Run

NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` to ``end`` seconds the same bus, or ``none``, led; ``share`` is its mean share then."""

    start: float
    end: float
    leader: str
    share: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class HandOver:
    """At ``t`` seconds the lead went from one bus to another; ``after`` seconds with nobody between."""

    t: float
    giver: str
    taker: str
    after: float


@dataclass(frozen=True, slots=True)
class Part:
    """One player's part in leading: ``named`` of the time and mean ``share``, both 0 to 1."""

    bus: str
    named: float
    share: float


def stretches(run: Run) -> list[Stretch]:
    """The run cut where the leader changes."""
    names = run.leaders
    if not len(names):
        return []
    cuts = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1).tolist(), len(names)]
    begins = run.times - FRAME
    return [
        Stretch(
            float(begins[a]), float(run.times[b - 1]), str(names[a]), _mean_share(run, str(names[a]), a, b)
        )
        for a, b in pairwise(cuts)
    ]


def hand_overs(parts: Sequence[Stretch]) -> list[HandOver]:
    """Each change from one leading bus to another, whether at once or over a time when nobody led."""
    led = [part for part in parts if part.leader != NOBODY]
    return [
        HandOver(new.start, old.leader, new.leader, new.start - old.end)
        for old, new in pairwise(led)
        if old.leader != new.leader
    ]


def parts(run: Run) -> list[Part]:
    """What part each bus had in leading, in the order of the buses."""
    return [
        Part(bus, float(np.mean(run.leaders == bus)) if len(run.leaders) else 0.0, _mean(run.shares[place]))
        for place, bus in enumerate(run.buses)
    ]


def _mean_share(run: Run, bus: str, first: int, last: int) -> float:
    shares = run.shares[:, first:last]
    return _mean(shares[run.buses.index(bus)] if bus in run.buses else 1.0 - shares.sum(axis=0))


def _mean(values: Floats) -> float:
    return float(np.mean(values)) if values.size else 0.0
