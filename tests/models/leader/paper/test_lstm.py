"""The paper's LSTM in both forms."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
import torch

from models.leader.paper import net
from models.leader.paper.lstm import Lstm, LstmSettings, answers, scaled
from models.leader.paper.rows import in_order, joined
from models.leader.paper.table import Piece


def test_as_coded_the_thirteen_numbers_of_a_row_are_steps_of_one(six: list[Piece]) -> None:
    rows = joined(six)
    numbers = rows.features.astype(np.float32)
    steps = net.as_coded(numbers, rows, np.array([3, 500]))
    assert steps.shape == (2, 13, 1)
    np.testing.assert_array_equal(steps[1, :, 0], numbers[500])


def test_over_time_the_last_step_is_the_row_and_none_is_of_another_track(six: list[Piece]) -> None:
    rows = joined(six)
    numbers = rows.features.astype(np.float32)
    steps = net.over_time(numbers, rows, np.array([3, 350]))
    assert steps.shape == (2, 13, 13)
    np.testing.assert_array_equal(steps[1, -1], numbers[350])
    np.testing.assert_array_equal(steps[1, -4], numbers[230])
    np.testing.assert_array_equal(steps[1, 0], numbers[200])


@pytest.mark.parametrize("units", [(5,), (6, 3, 4)])
@pytest.mark.parametrize("features", [1, 13])
def test_the_network_says_one_number_of_any_steps(features: int, units: tuple[int, ...]) -> None:
    assert net.StackedLstm(features, units)(torch.zeros(7, 13, features)).shape == (7,)


def test_forget_gates_are_open_at_first_as_in_keras() -> None:
    layer = net.StackedLstm(1, (3,)).layers[0]
    assert layer.bias_ih_l0.tolist() == [0.0] * 3 + [1.0] * 3 + [0.0] * 6
    assert not layer.bias_hh_l0.any()


def test_features_are_scaled_by_the_rows_learnt_from_alone(one: list[Piece]) -> None:
    rows = joined(one)
    split = in_order(rows)
    numbers = scaled(rows, split)
    assert numbers[split.train].min() == 0.0
    assert numbers[split.train].max() == 1.0
    assert numbers[split.test, 0].min() > 1.0


@pytest.mark.parametrize("form", net.FORMS)
def test_it_begins_at_the_mean(form: str, one: list[Piece]) -> None:
    rows = joined(one)
    split = in_order(rows)
    first = next(Lstm(rows, split, LstmSettings(form, (8,), 0.001)).passes())
    assert first == pytest.approx(np.var(rows.bpm[split.train]), rel=0.1)


@pytest.mark.parametrize("form", net.FORMS)
def test_it_learns_what_is_before_its_eyes(form: str, one: list[Piece]) -> None:
    """The last number of a row, which is the last step as coded, tells the tempo."""
    rows = joined(one)
    rows.features[:, -1] = rows.bpm
    first, *_, last = Lstm(rows, in_order(rows), LstmSettings(form, (8,), 0.2, 10, batch=8)).passes()
    assert last < 0.3 * first


def test_one_that_is_taken_up_ends_as_one_unbroken(one: list[Piece]) -> None:
    rows = joined(one)
    split = in_order(rows)
    settings = LstmSettings("as coded", (4, 4), 0.05, 4)
    broken = Lstm(rows, split, settings)
    list(islice(broken.passes(), 2))
    again = Lstm(rows, split, settings)
    again.net.load_state_dict(broken.net.state_dict())
    assert len(list(again.passes(2))) == 2
    np.testing.assert_array_equal(again.predict(split.test), answers(rows, split, settings))


def test_a_network_that_breaks_down_says_the_mean(one: list[Piece]) -> None:
    rows = joined(one)
    split = in_order(rows)
    network = Lstm(rows, split, LstmSettings("as coded", (2,)))
    torch.nn.init.constant_(network.net.head.bias, torch.nan)
    assert network.predict(split.test) == pytest.approx(rows.bpm[split.train].mean())
