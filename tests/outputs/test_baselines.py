"""Golden values, worked out by hand."""

import numpy as np
import pytest

from bridge.outputs import baselines

BUSES = ("a", "b")
LEVELS = np.array([[-10.0, -70.0, -20.0, np.nan], [-12.0, -30.0, -20.0, -40.0]])


def test_the_loudest_bus_is_named_frame_by_frame():
    assert baselines.loudest(LEVELS, BUSES) == ["a", "b", "a", "b"]


def test_who_plays_in_most_frames_is_named_throughout():
    assert baselines.never_rests(LEVELS, BUSES) == ["b"] * 4


def test_the_best_constant_is_the_longest_reign():
    assert baselines.best_constant(["a", "b", "b", "c"]) == 0.5
    with pytest.raises(ValueError, match="no frame"):
        baselines.best_constant([])


def test_the_mean_tempo_is_wrong_by_the_mean_deviation():
    assert baselines.mean_tempo_mae(np.array([100.0, 100.0, 130.0])) == pytest.approx((10 + 10 + 20) / 3)


def test_levels_that_are_amplitudes_or_of_other_buses_are_refused():
    with pytest.raises(ValueError, match="amplitudes"):
        baselines.loudest(np.full((2, 3), 3000.0), BUSES)
    with pytest.raises(ValueError, match="one row a bus"):
        baselines.never_rests(LEVELS, ("a", "b", "c"))
