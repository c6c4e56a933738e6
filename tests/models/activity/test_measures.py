"""The figures, where they are known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from models.activity.measures import areas, confusions, first, macro, pooled, ranked

TRUTH = np.array([[1, 0, 0], [0, 1, 1], [0, 0, 0]], bool)


def test_a_right_ranking_is_one_and_silence_is_not_asked() -> None:
    assert ranked(np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.3], [0.9, 0.9, 0.9]]), TRUTH) == 1.0
    assert ranked(np.array([[0.1, 0.2, 0.3], [0.1, 0.8, 0.3], [0, 0, 0]]), TRUTH) == pytest.approx(
        (1 / 3 + 1) / 2
    )


def test_a_label_that_never_sounds_has_no_area_and_is_left_out_of_the_mean() -> None:
    chances = np.array([[0.9, 0.5], [0.1, 0.5]])
    found = areas(chances, np.array([[True, False], [False, False]]))
    assert found == [1.0, None]
    assert macro(found) == 1.0


def test_pooling_takes_the_largest_of_whole_runs_within_a_scene() -> None:
    scenes = np.arange(14.0).reshape(2, 7, 1)
    assert pooled(scenes, 3)[:, 0].tolist() == [2, 5, 9, 12]
    assert pooled(scenes, None)[:, 0].tolist() == [6, 13]


def test_what_is_missed_is_counted_by_what_was_heard_in_vain() -> None:
    chances = np.array([[0.1, 0.9, 0.2], [0.9, 0.9, 0.2], [0.9, 0.0, 0.0]])
    assert confusions(chances, TRUTH).tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 0]]


def test_the_right_label_may_be_among_several() -> None:
    chances, label = np.array([[0.1, 0.5, 0.4], [0.6, 0.1, 0.2]]), np.array([2, 0])
    assert first(chances, label).tolist() == [False, True]
    assert first(chances, label, 2).tolist() == [True, True]
