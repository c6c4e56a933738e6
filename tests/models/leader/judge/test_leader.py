"""Leader measures on shares whose figures are known by hand, or to scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.metrics import log_loss as sk_log_loss
from sklearn.metrics import recall_score

from models.leader.judge import leader as judge
from models.leader.judge.measure import ratio
from models.leader.takes import F64, NOBODY, UNKNOWN, Answer, Heard, Index

MEASURES = {measure.name: measure for measure in (*judge.LEADER, *judge.BY_SIZE, *judge.BY_ROLE)}


def heard(leader: Index, roles: tuple[str, ...] = ("drums", "bass")) -> Heard:
    names = tuple(str(i) for i in range(len(roles)))
    return Heard("x", names, roles, (), np.array([]), np.full(len(leader), 120.0), leader)


def figure(name: str, leader: Index, shares: F64 | None) -> float:
    return float(MEASURES[name].value(MEASURES[name].sums(heard(leader), Answer(shares=shares))))


def sure(*leaders: int) -> F64:
    """One-hot shares of two buses and nobody (−1)."""
    return np.eye(3)[np.array(leaders)]


def test_ticks_without_a_leader_do_not_count_for_accuracy() -> None:
    leader = np.array([0, 0, NOBODY, 1])
    assert ratio(judge.accuracy(sure(0, 1, 1, 1), leader)) == pytest.approx(2 / 3)


def test_ticks_of_unknown_truth_and_the_first_five_seconds_count_for_nothing() -> None:
    leader = np.zeros(100, dtype=np.intp)
    leader[60:] = UNKNOWN
    shares = sure(*[1] * 50, *[0] * 10, *[1] * 40)
    assert figure("accuracy", leader, shares) == 100.0
    assert figure("coverage at p ≥ .8", leader, shares) == 100.0
    assert math.isnan(figure("accuracy", leader, None))


def test_a_way_that_shares_the_lead_evenly_is_right_as_often_as_chance() -> None:
    even = np.full((4, 3), 1 / 3)
    assert ratio(judge.accuracy(even, np.array([0, 0, 0, NOBODY]))) == pytest.approx(0.5)


def test_chance_is_one_in_as_many_as_play() -> None:
    assert ratio(judge.chance(sure(0, 1, 1), np.array([0, 1, NOBODY]))) == 0.5


def test_macro_accuracy_is_the_mean_recall_of_those_who_led() -> None:
    leader = np.array([0] * 9 + [1])
    shares = sure(*[0] * 10)
    assert ratio(judge.macro(shares, leader)) == recall_score(leader, [0] * 10, average="macro")


def test_log_loss_and_brier_are_the_books(drawn: tuple[F64, Index]) -> None:
    shares, leader = drawn
    floored = np.maximum(shares, 1e-6)
    classes = np.where(leader < 0, 3, leader)
    assert ratio(judge.log_loss(shares, leader)) == pytest.approx(
        sk_log_loss(classes, floored / floored.sum(1, keepdims=True), labels=range(4)), abs=1e-4
    )
    assert ratio(judge.brier(sure(0, 1), np.array([0, 0]))) == 1.0


def test_shares_of_three_quarters_that_are_right_half_the_time_are_a_quarter_off() -> None:
    shares = np.tile([0.75, 0.25, 0.0], (10, 1))
    leader = np.array([0, 1] * 5)
    assert judge.calibration_error(judge.reliability(shares, leader)) == pytest.approx(25.0)


def test_precision_when_sure_counts_a_leader_named_while_nobody_leads_as_wrong() -> None:
    shares = np.array([[0.9, 0.1, 0.0], [0.9, 0.1, 0.0], [0.5, 0.5, 0.0], [0.0, 0.1, 0.9]])
    leader = np.array([0, NOBODY, 1, NOBODY])
    assert ratio(judge.precision_when_sure(shares, leader)) == 0.5
    assert ratio(judge.coverage_when_sure(shares, leader)) == 0.5


def test_accuracy_is_split_by_size_and_by_the_role_of_who_leads() -> None:
    leader = np.repeat([0, 1], [80, 30])
    shares = sure(*[0] * 110)
    assert figure("2 players", leader, shares) == 50.0
    assert math.isnan(figure("3 players", leader, shares))
    assert figure("drums leads", leader, shares) == 100.0
    assert figure("bass leads", leader, shares) == 0.0
