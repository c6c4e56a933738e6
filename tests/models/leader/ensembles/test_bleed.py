"""Bleed: others' notes where a microphone's own player is silent."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import Reading
from models.leader.ensembles.bleed import COVERED, bled, share_heard

BEATS = np.arange(0.5, 60.0, 0.5)


def onsets(bus: str, times: np.ndarray) -> list[Reading]:
    return [Reading(bus, "onset", t, t + 0.03, 0.8) for t in times.tolist()]


def rooms(count: int, heard: dict[str, list[Reading]]) -> list[list[Reading]]:
    return [bled(np.random.default_rng(seed), heard) for seed in range(count)]


def test_what_each_bus_played_is_heard_as_it_was() -> None:
    heard = {"a": onsets("a", BEATS), "b": onsets("b", BEATS + 0.2)}
    for found in rooms(20, heard):
        assert all(reading in found for readings in heard.values() for reading in readings)


def test_some_bands_share_a_room_and_others_do_not() -> None:
    found = rooms(60, {"a": onsets("a", BEATS), "b": onsets("b", BEATS + 0.2)})
    assert 0.2 < np.mean([len(readings) > 2 * len(BEATS) for readings in found]) < 0.8


def test_bleed_comes_a_little_late_and_only_where_the_own_player_is_silent() -> None:
    own = onsets("a", BEATS[::2])
    for found in rooms(40, {"a": own, "b": onsets("b", BEATS)}):
        strange = [reading.t for reading in found if reading.bus == "a" and reading not in own]
        for t in strange:
            assert 0.001 <= np.min(t - BEATS[t >= BEATS]) <= 0.010
            assert np.abs(BEATS[::2] - t).min() > COVERED


@pytest.mark.parametrize(("softer", "louder"), [(-40.0, -30.0), (-30.0, -12.0)])
def test_louder_bleed_is_heard_more_often(softer: float, louder: float) -> None:
    assert share_heard(softer) < share_heard(louder) <= 1.0
