"""Hand-overs that are waited for, and those that never were."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.judge.hand_overs import false_hand_overs, hand_over_waits, named


def test_a_hand_over_is_waited_for_until_it_is_named() -> None:
    leader = np.repeat([0, 1, 0], 50)
    chosen = np.repeat([0, 0, 1, 1], [50, 20, 30, 50])
    assert hand_over_waits(chosen, leader) == [(2.0, True), (5.0, False)]


def test_without_a_change_of_leader_there_is_no_hand_over() -> None:
    assert hand_over_waits(np.zeros(100, dtype=np.intp), np.zeros(100, dtype=np.intp)) == []


def test_false_hand_overs_are_namings_of_a_bus_that_does_not_lead() -> None:
    leader = np.zeros(600, dtype=np.intp)
    chosen = np.repeat([1, 0, 1, -1, 1], 120)
    assert false_hand_overs(chosen, leader) == pytest.approx([2.0, 1.0])


def test_the_bus_named_is_the_one_the_bridge_would_name() -> None:
    chosen = named(np.repeat(np.eye(3)[:2], 20, axis=0))
    assert (chosen[2], chosen[10], chosen[22], chosen[30]) == (-1, 0, 0, 1)
