"""The trivial ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bridge.types import Reading
from models.leader.baselines import simple
from models.leader.takes import Heard


def test_the_mean_tempo_is_that_of_training(bands: list[Heard]) -> None:
    slow, fast = replace(bands[0], bpm=np.full(600, 80.0)), replace(bands[1], bpm=np.full(600, 120.0))
    assert np.all(simple.mean_tempo([slow, fast])(bands[2]).bpm == 100.0)


def test_drums_lead_where_there_are_drums(band: Heard) -> None:
    assert np.all(simple.drums(band).shares.argmax(1) == 1)
    assert np.allclose(simple.drums(replace(band, roles=("bass",) * 3)).shares[:, :3], 1 / 3)


def test_the_loudest_is_named_once_it_was_louder_for_a_while(band: Heard) -> None:
    levels = [
        Reading(bus, "level", t, t, -20.0 if (bus == "a") == (t < 30) else -40.0)
        for t in np.arange(0.05, 60.0, 0.1)
        for bus in ("a", "b")
    ]
    named = simple.loudest(replace(band, readings=tuple(levels))).shares.argmax(1)
    assert named[290] == 0
    assert named[330] == 1


def test_who_rests_is_not_who_never_rests(band: Heard) -> None:
    resting = tuple(r for r in band.readings if r.bus == "b" or not 10 < r.t < 20)
    named = simple.never_rests(replace(band, readings=resting)).shares.argmax(1)
    assert np.all(named[200:] == 1)


def test_the_best_constant_bus_leads_most(band: Heard) -> None:
    leader = np.array([1] * 400 + [-1] * 150 + [0] * 50)
    assert np.all(simple.best_constant(replace(band, leader=leader)).shares.argmax(1) == 1)


def test_a_random_switcher_changes_as_often_as_the_truth(bands: list[Heard]) -> None:
    often = replace(bands[0], leader=np.repeat(np.arange(60) % 3, 10))
    way = simple.random_switcher([often])
    named = np.concatenate([way(replace(often, name=f"take {i}")).shares.argmax(1) for i in range(20)])
    assert 0.08 < np.mean(np.diff(named) != 0) < 0.12
