"""Intervals and tests on samples whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from models.leader.judge.measure import ratio
from models.leader.judge.statistics import bootstrap, difference, holm, paired_p


def test_the_interval_of_a_mean_is_about_two_standard_errors_wide_on_each_side() -> None:
    values = np.random.default_rng(0).normal(10.0, 2.0, 400)
    told = bootstrap(np.stack([values, np.ones(400)], axis=1), ratio)
    assert told.value == pytest.approx(values.mean())
    assert told.high - told.low == pytest.approx(4 * 2.0 / 20.0, rel=0.15)


def test_a_piece_weighs_as_much_as_it_has_to_say() -> None:
    assert bootstrap(np.array([[1.0, 1.0], [0.0, 3.0]]), ratio).value == 0.25


def test_pieces_that_say_nothing_give_no_figure() -> None:
    told = bootstrap(np.zeros((5, 2)), ratio)
    assert math.isnan(told.value)
    assert math.isnan(told.low)


def test_a_paired_difference_is_surer_than_its_two_sides() -> None:
    rng = np.random.default_rng(2)
    pieces, ones = rng.normal(50.0, 20.0, 100), np.ones(100)
    ours = np.stack([pieces + rng.normal(3.0, 1.0, 100), ones], axis=1)
    theirs = np.stack([pieces, ones], axis=1)
    told = difference(ours, theirs, ratio)
    assert 2.5 < told.low < told.value < told.high < 3.5
    assert bootstrap(theirs, ratio).high - bootstrap(theirs, ratio).low > 5.0


def test_a_steady_difference_is_significant_and_none_is_not() -> None:
    pieces = np.random.default_rng(1).normal(0.0, 5.0, 30)
    assert paired_p(pieces + 1.0, pieces) < 0.001
    assert paired_p(pieces, pieces) == 1.0
    assert math.isnan(paired_p(pieces[:5], pieces[:5]))


def test_holm_multiplies_the_smallest_by_their_number_and_never_lowers() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.01, math.nan])[0] == pytest.approx(0.01)
