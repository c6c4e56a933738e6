"""Trivial ways and oracles: what anything that learns has to beat."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from models.leader.baselines.ways import Way, evenly, latest, one_hot, tick_times
from models.leader.takes import Answer, Heard

SMOOTH = 20
"""Ticks (2 s) over which a level is averaged."""
PLAYING = 2.5
"""Seconds after an onset for which a bus counts as playing."""
DRUMS = frozenset({"drums", "kick", "snare", "hat", "percussion"})
"""Roles that are drums, or parts of them."""


def mean_tempo(training: Sequence[Heard]) -> Way:
    """The mean tempo of all training ticks, always."""
    mean = float(np.concatenate([heard.bpm for heard in training]).mean())
    return lambda heard: Answer(bpm=np.full(len(heard.bpm), mean))


def loudest(heard: Heard) -> Answer:
    """The bus with the highest level, averaged over 2 s; says nothing where no level was heard."""
    level = latest(heard, "level")
    if np.isnan(level).all():
        return Answer()
    level = np.nan_to_num(level, nan=-120.0)
    total = np.cumsum(np.pad(level, ((SMOOTH, 0), (0, 0)), mode="edge"), axis=0)
    return Answer(shares=one_hot((total[SMOOTH:] - total[:-SMOOTH]).argmax(1), len(heard.buses)))


def drums(heard: Heard) -> Answer:
    """The drums lead; where there are none, all buses alike."""
    found = np.array([role in DRUMS for role in heard.roles])
    return Answer(shares=evenly(np.tile(found, (len(heard.bpm), 1))))


def never_rests(heard: Heard) -> Answer:
    """The bus that has played in most ticks so far."""
    when = tick_times(heard)
    playing = np.zeros((len(when), len(heard.buses)))
    for i, bus in enumerate(heard.buses):
        known = np.array([r.arrived for r in heard.readings if r.bus == bus and r.kind == "onset"])
        last = np.concatenate([[-np.inf], known])[np.searchsorted(known, when, side="right")]
        playing[:, i] = when - last < PLAYING
    return Answer(shares=one_hot(playing.cumsum(0).argmax(1), len(heard.buses)))


def best_constant(heard: Heard) -> Answer:
    """Oracle: the bus that truly leads most of this take."""
    led = heard.leader[heard.leader >= 0]
    best = int(np.bincount(led, minlength=1).argmax())
    return Answer(shares=one_hot(np.full(len(heard.bpm), best), len(heard.buses)))


def random_switcher(training: Sequence[Heard]) -> Way:
    """Any bus, another one as often as the truth's leader changes in training; the same draw for a name."""
    changes = sum(int(np.sum(np.diff(heard.leader) != 0)) for heard in training)
    chance = changes / max(sum(len(heard.leader) - 1 for heard in training), 1)

    def way(heard: Heard) -> Answer:
        rng = np.random.default_rng(crc32(heard.name.encode()))
        ticks, buses = len(heard.bpm), len(heard.buses)
        step = rng.integers(1, max(buses, 2), ticks) * (rng.random(ticks) < chance)
        return Answer(shares=one_hot((rng.integers(buses) + np.cumsum(step)) % buses, buses))

    return way
