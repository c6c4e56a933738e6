"""The metrics on cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.judge.metrics import accuracy, auc, log_loss, octave_errors, tempo_scores


def test_a_right_tempo_has_no_error() -> None:
    bpm = np.array([100.0, 120.0])
    assert tempo_scores(bpm, bpm) == {"mse": 0.0, "mae": 0.0, "acc1": 100.0, "acc2": 100.0}


def test_half_the_tempo_counts_for_acc2_alone() -> None:
    scores = tempo_scores(np.array([60.0, 120.0]), np.array([120.0, 120.0]))
    assert (scores["acc1"], scores["acc2"], scores["mse"]) == (50.0, 100.0, 1800.0)


def test_four_per_cent_is_close_and_five_is_not() -> None:
    assert tempo_scores(np.array([103.9]), np.array([100.0]))["acc1"] == 100.0
    assert tempo_scores(np.array([105.0]), np.array([100.0]))["acc2"] == 0.0


def test_octave_errors_are_counted_as_they_begin() -> None:
    true = np.full(6, 100.0)
    assert octave_errors(np.array([100.0, 200.0, 200.0, 100.0, 50.0, 50.0]), true, 0.5) == 4.0


def test_ticks_without_a_leader_do_not_count_for_accuracy() -> None:
    assert accuracy(np.array([0, 1, 1]), np.array([0, 0, -1])) == 50.0


def test_log_loss_of_a_sure_and_right_share_is_nought() -> None:
    shares = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert log_loss(shares, np.array([0, -1])) == pytest.approx(0.0)


@pytest.mark.parametrize(("score", "expected"), [([0.1, 0.2, 0.9], 1.0), ([0.9, 0.8, 0.1], 0.0)])
def test_auc_is_one_in_the_right_order_and_0_in_the_wrong_one(score: list[float], expected: float) -> None:
    assert auc(np.array(score), np.array([False, False, True])) == expected
