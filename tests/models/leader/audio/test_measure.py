"""What is measured of an ear is what was put into it."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from bridge.types import Reading
from models.leader.audio.ears import BLEED, EARS, bleed_toml, ears_toml
from models.leader.audio.measure import Faults, compare, exercise, onsets
from models.leader.audio.render import render
from models.leader.audio.timbres import pool
from models.leader.takes import Part


def readings(times: np.ndarray) -> list[Reading]:
    return [Reading("bus", "onset", float(t), float(t) + 0.03, 0.8) for t in np.sort(times)]


def test_delay_jitter_misses_and_alarms_are_found_again() -> None:
    rng = np.random.default_rng(0)
    notes = np.arange(1.0, 599.0, 0.5)
    strengths = rng.uniform(0.3, 1.0, len(notes))
    caught = rng.random(len(notes)) > 0.1 + 0.5 * (1.0 - strengths)
    alarms = np.arange(1.25, 599.0, 10.0)
    heard = np.concatenate([notes[caught] + rng.normal(0.07, 0.005, caught.sum()), alarms])
    part = Part("bus", "melody", notes, strengths, np.full(len(notes), 60.0))
    ear = compare(part, readings(heard), 600.0)
    assert ear.delay == pytest.approx(0.07, abs=0.001)
    assert ear.jitter == pytest.approx(0.005, rel=0.15)
    assert (ear.miss, ear.weak_miss) == pytest.approx((0.1, 0.5), abs=0.1)
    assert ear.alarms == pytest.approx(0.1, abs=0.02)
    assert ear.known == pytest.approx(0.03)


def test_the_real_ears_hear_a_dry_kit_to_the_millisecond() -> None:
    kit, rng = pool(["train"])[0], np.random.default_rng(1)
    part = exercise(rng, kit, 5.0)
    ear = compare(part, onsets(render(part, kit, 5.0, rng)), 5.0)
    assert abs(ear.delay) < 0.001
    assert ear.jitter < 0.001
    assert ear.miss + ear.weak_miss < 0.2


def test_the_committed_figures_read_as_they_are_written() -> None:
    made = tomllib.loads(ears_toml({"pad": [Faults(0.0, 0.1, 0.2, 0.3, 0.4, 0.5)] * 2}))
    kept = tomllib.loads(EARS.read_text())
    assert made["pad"]["weak_miss"] == [0.3, 0.3]
    assert {frozenset(kind) for kind in kept.values()} == {frozenset(made["pad"])}
    assert set(kept) == {timbre.kind for timbre in pool(["train"])}


def test_the_louder_the_bleed_the_more_of_it_is_heard() -> None:
    kept = tomllib.loads(BLEED.read_text())
    assert set(kept) == set(tomllib.loads(bleed_toml([0.1, 0.2, 0.3, 0.4, 0.5])))
    assert kept["level"] == sorted(kept["level"])
    assert kept["heard"] == sorted(kept["heard"])
