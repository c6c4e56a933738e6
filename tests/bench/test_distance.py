"""Beats told against true beats."""

import numpy as np
import pytest
from distance import distances, pooled

TRUE = np.arange(0.5, 30.0, 0.5)


def test_distances_are_those_to_the_nearest_true_beat_after_the_first_seconds():
    told = distances(TRUE + 0.01, TRUE)
    assert told.errors == pytest.approx(10.0)
    assert (told.lost, told.true) == (0, np.count_nonzero(TRUE > 6))
    assert (told.median, told.p95) == pytest.approx((10.0, 10.0))


def test_at_half_time_every_other_beat_is_lost_and_at_double_time_none():
    half, double = distances(TRUE[::2], TRUE), distances(np.arange(0.5, 30, 0.25), TRUE)
    assert half.lost == pytest.approx(half.true / 2, abs=1)
    assert (half.median, double.lost) == (0.0, 0)
    assert double.p95 == pytest.approx(250.0)


def test_who_tells_nothing_loses_all():
    assert distances(np.zeros(0), TRUE).lost == np.count_nonzero(TRUE > 6)


def test_pieces_are_pooled_beat_by_beat():
    together = pooled([distances(TRUE, TRUE), distances(TRUE[::2], TRUE)])
    assert together.true == 2 * np.count_nonzero(TRUE > 6)
