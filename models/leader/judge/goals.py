"""The goals that were set before the model was made, and how far each is met."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.leader.judge.candidates import BRIDGE, MODEL

Figures = Mapping[str, Any]
Read = Callable[[Figures, str], float]
"""Reads the figure of one of our ways from those of a set; NaN where there is none."""

CEILING = "ceiling, detected onsets"
PEER = "madmom"
"""What the names of the peer's ways begin with."""


@dataclass(frozen=True, slots=True)
class Goal:
    """On ``set``, what ``read`` gives must be at least (``better`` +1) or at most (−1) ``bound``."""

    set: str
    what: str
    read: Read
    better: int
    bound: float
    ways: tuple[str, ...] = (MODEL,)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a goal stands: ``value`` of one of our ways; ``margin`` above 0 when met by so much."""

    goal: Goal
    way: str
    value: float

    @property
    def margin(self) -> float:
        """By how much it is met (0 or above) or missed (below); NaN when there is no figure."""
        return self.goal.better * (self.value - self.goal.bound)

    @property
    def told(self) -> str:
        """In a word: met, missed, or not measured."""
        if math.isnan(self.value):
            return "not measured"
        return "met" if self.margin >= 0 else "missed"


def figure(measure: str) -> Read:
    """The figure itself."""
    return lambda figures, way: _value(figures, way, measure)


def share_of_ceiling(figures: Figures, way: str) -> float:
    """(accuracy − chance) / (ceiling − chance), the ceiling hearing detected onsets."""
    chance, best = _value(figures, way, "chance"), _value(figures, CEILING, "accuracy")
    return (_value(figures, way, "accuracy") - chance) / (best - chance) if best != chance else math.nan


def ahead_of_peer(measure: str) -> Read:
    """The lower end of the interval of the lead over the peer."""

    def read(figures: Figures, way: str) -> float:
        row = figures["against"].get(measure, {"ours": way, "ahead": {}})
        lows = [ahead[1] for rival, ahead in row["ahead"].items() if rival.startswith(PEER)]
        return min(lows, default=math.nan) if row["ours"] == way else math.nan

    return read


def _value(figures: Figures, way: str, measure: str) -> float:
    told = figures["ways"].get(way, {"figures": {}})["figures"]
    return float(told[measure][0]) if measure in told else math.nan


def _on_a(measure: str, better: int, bound: float, *ways: str) -> Goal:
    return Goal("A", measure, figure(measure), better, bound, ways or (MODEL,))


GOALS = (
    _on_a("Acc1", 1, 88.0, MODEL, BRIDGE),
    _on_a("Acc2", 1, 93.0, MODEL, BRIDGE),
    _on_a("RMSE", -1, 15.0, MODEL, BRIDGE),
    _on_a("octave errors", -1, 0.3, MODEL, BRIDGE),
    _on_a("settle to 2 %", -1, 2.5, MODEL, BRIDGE),
    _on_a("ramp lag", -1, 1.2, MODEL, BRIDGE),
    _on_a("unsteadiness", -1, 0.5, MODEL, BRIDGE),
    _on_a("accuracy", 1, 55.0),
    _on_a("2 players", 1, 78.0),
    _on_a("precision at p ≥ .8", 1, 88.0),
    _on_a("coverage at p ≥ .8", 1, 15.0),
    _on_a("hand-over delay", -1, 5.0),
    _on_a("false hand-overs", -1, 2.0),
    Goal("B", "(accuracy − chance) / (ceiling − chance)", share_of_ceiling, 1, 0.6),
    Goal("B", "nobody AUC", figure("nobody AUC"), 1, 0.85),
    *(
        Goal(name, f"{measure} ahead of madmom online, low end", ahead_of_peer(measure), 1, 0.0, (way,))
        for name in ("trios", "iemp")
        for measure, way in (("Acc1", MODEL), ("F 70 ms", BRIDGE))
    ),
)
"""As the project set them; those of tempo are told of the network and of the whole bridge."""


def judged(sets: Mapping[str, Figures]) -> list[Standing]:
    """How each goal stands, given the figures by set."""
    return [
        Standing(goal, way, goal.read(sets[goal.set], way) if goal.set in sets else math.nan)
        for goal in GOALS
        for way in goal.ways
    ]
