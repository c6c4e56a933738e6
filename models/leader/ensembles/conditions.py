"""Under which conditions ensembles play: what is drawn, from which ranges, how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.random import Generator

Name = TypeVar("Name")
Range = tuple[float, float]
Chances = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Conditions:
    """A population of ensembles. All gains are shares of a lateness corrected each beat.

    Attributes
    ----------
    sizes
        Chance of each number of players.
    families, motions
        Chance of each model of timing, and of each kind of tempo curve, by their names in
        `models.leader.ensembles.families` and `models.leader.ensembles.curves`.
    to_leader, to_others, of_leader, mutual
        Gains of a follower towards the leader and towards another follower, of the leader towards
        each of the others, and of anybody towards anybody while nobody leads.
    to_click, among_click
        Gains towards a click, and towards each other meanwhile.
    keeper, motor
        Standard deviations in seconds of timekeeper (at a period of 0.5 s) and of movement
        (Wing & Kristofferson, "Response delays and the timing of discrete motor responses", 1973).
    wander
        Standard deviation of a player's own change of tempo from beat to beat, as a share.
    rehearsed
        Share of a change of tempo that followers expect and make by themselves.
    section
        Seconds from one constellation to the next.
    no_leader, click
        Chance that a section has no leader, and that all follow a click in it.
    rests
        Chance that a player other than the leader rests in a section.
    leader_rests, takeover
        Chance that the leader rests within a section, and that another then takes over.
    wild_tempi
        Share of ensembles whose tempo comes from no style's habit: uniform over octaves.
    habit
        Standard deviation in seconds of a player's constant earliness.
    """

    sizes: Mapping[int, float]
    families: Chances
    motions: Chances
    to_leader: Range
    to_others: Range
    of_leader: Range
    mutual: Range
    to_click: Range = (0.15, 0.45)
    among_click: Range = (0.0, 0.03)
    keeper: Range = (0.012, 0.020)
    motor: Range = (0.003, 0.004)
    wander: Range = (0.001, 0.003)
    rehearsed: Range = (0.5, 0.9)
    section: Range = (8.0, 30.0)
    no_leader: float = 0.0
    click: float = 0.0
    rests: float = 0.0
    leader_rests: float = 0.0
    takeover: float = 0.0
    wild_tempi: float = 0.1
    habit: float = 0.006


FAMILIES = {"linear": 0.5, "adam": 0.25, "oscillator": 0.25}
MOTIONS = {"drift": 0.5, "ramps": 0.2, "steps": 0.15, "rubato": 0.15}

STUDY = Conditions(
    sizes={2: 0.17, 3: 0.2, 4: 0.2, 5: 0.16, 6: 0.12, 7: 0.08, 8: 0.07},
    families={"linear": 1.0},
    motions=MOTIONS,
    to_leader=(0.25, 0.65),
    to_others=(0.0, 0.1),
    of_leader=(0.0, 0.03),
    mutual=(0.04, 0.3),
    rests=0.1,
)
"""A, the first study's: strong followers, somebody always leads, the leader never rests."""

REAL = Conditions(
    sizes={2: 0.1, 3: 0.2, 4: 0.22, 5: 0.17, 6: 0.1, 7: 0.06, 8: 0.05, 10: 0.05, 12: 0.03, 16: 0.02},
    families=FAMILIES,
    motions=MOTIONS,
    to_leader=(0.18, 0.29),
    to_others=(0.08, 0.18),
    of_leader=(0.0, 0.06),
    mutual=(0.1, 0.29),
    keeper=(0.012, 0.016),
    wander=(0.0005, 0.002),
    section=(10.0, 40.0),
    no_leader=0.16,
    click=0.1,
    rests=0.12,
    leader_rests=0.3,
    takeover=0.4,
    wild_tempi=0.05,
)
"""B, as real ensembles are: faint gains, rests, other laws, a quarter of the time without a leader."""

TRAIN = Conditions(
    sizes={2: 0.14, 3: 0.18, 4: 0.18, 5: 0.15, 6: 0.11, 7: 0.07, 8: 0.06, 10: 0.04, 12: 0.04, 16: 0.03},
    families=FAMILIES,
    motions=MOTIONS,
    to_leader=(0.08, 0.7),
    to_others=(0.0, 0.2),
    of_leader=(0.0, 0.08),
    mutual=(0.03, 0.35),
    to_click=(0.08, 0.6),
    among_click=(0.0, 0.06),
    keeper=(0.008, 0.025),
    motor=(0.002, 0.006),
    wander=(0.0005, 0.005),
    rehearsed=(0.2, 0.95),
    section=(6.0, 40.0),
    no_leader=0.14,
    click=0.1,
    rests=0.12,
    leader_rests=0.25,
    takeover=0.4,
    wild_tempi=0.2,
    habit=0.01,
)
"""Broader than both, for training."""

CONDITIONS: Mapping[str, Conditions] = MappingProxyType({"A": STUDY, "B": REAL, "train": TRAIN})
"""By the name of the set that is judged on them."""


def narrowed(rng: Generator, span: Range) -> Range:
    """A part of a range: what one ensemble keeps to, so that ensembles differ more than their players."""
    low, high = sorted(rng.uniform(*span, 2))
    return float(low), float(high)


def choose(rng: Generator, chances: Mapping[Name, float]) -> Name:
    """One of the keys, in proportion to its chance."""
    names, weight = tuple(chances), np.array(tuple(chances.values()))
    return names[rng.choice(len(names), p=weight / weight.sum())]
