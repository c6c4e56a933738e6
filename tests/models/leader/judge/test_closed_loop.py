"""Players who listen to the machine that follows them."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.judge.closed_loop import Band, closed_loop, lateness


def test_lateness_is_against_the_nearest_beat_of_the_machine() -> None:
    machine, period = np.array([0.5, 1.0, 1.5]), np.full(2, 0.5)
    assert lateness(np.array([1.02, 1.47]), machine, period) == pytest.approx([0.02, -0.03])
    assert lateness(np.array([1.25, 1.02]), machine, period) == pytest.approx([0.0, 0.02])
    assert lateness(np.array([1.02]), np.array([]), period[:1]) == pytest.approx([0.0])


def test_players_with_a_gain_are_drawn_to_the_machine_and_without_one_are_not() -> None:
    late = {}
    for gain in (0.0, 0.5):
        band = Band(np.random.default_rng(1), gain, 120.0)
        for _ in range(60):
            # A machine that is always 30 ms ahead of where the players are.
            band.plan(np.array([band.beats[-1].mean() - 0.03]))
        late[gain] = band.beats[-1].mean()
    assert late[0.5] < late[0.0] - 0.5


def test_a_loop_runs_and_is_told() -> None:
    loop = closed_loop(None, 0.25, seed=1, seconds=40.0)
    assert loop.gain == 0.25
    assert loop.lost < 0.5
    assert abs(loop.asynchrony) < 0.1
    assert loop.farthest < 20.0
