"""Golden values, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bridge.outputs import scores

NAN = float("nan")
TRUE = np.array([100.0, 100.0, 100.0, 120.0, 120.0])
tempi = arrays(np.float64, 20, elements=st.floats(40, 240))


def test_the_mean_error_is_over_the_frames_that_have_an_estimate():
    estimate = np.array([NAN, 101.0, 97.0, 120.0, 124.0])
    assert scores.tempo_mae(TRUE, estimate) == pytest.approx((1 + 3 + 0 + 4) / 4)


def test_a_run_without_any_estimate_has_no_error_and_no_accuracy():
    unknown = np.full(5, NAN)
    assert np.isnan(scores.tempo_mae(TRUE, unknown))
    assert scores.accuracy1(TRUE, unknown) == scores.accuracy2(TRUE, unknown) == 0


def test_four_percent_are_right_more_are_wrong_and_unknown_is_wrong():
    assert scores.accuracy1(TRUE, np.array([NAN, 104.0, 95.9, 124.8, 124.9])) == pytest.approx(2 / 5)


def test_other_metrical_levels_are_right_for_accuracy_2_only():
    estimate = np.array([200.0, 50.0, 300.0, 40.0, 180.0])
    assert scores.accuracy1(TRUE, estimate) == 0
    assert scores.accuracy2(TRUE, estimate) == pytest.approx(4 / 5)


@given(tempi, tempi)
def test_accuracy_2_is_never_below_accuracy_1(reference, estimate):
    assert scores.accuracy1(reference, estimate) <= scores.accuracy2(reference, estimate)


@given(tempi)
def test_the_truth_itself_is_perfect(reference):
    assert scores.tempo_mae(reference, reference) == 0
    assert scores.accuracy1(reference, reference) == 1


def test_a_tempo_has_settled_when_it_stays_right():
    times = np.arange(0, 10, 0.5)
    truth = np.where(times < 2, 100.0, 120.0)
    estimate = np.where(times < 4.5, 100.0, 120.0)
    estimate[times == 3.0] = 120.0
    assert scores.settle_time(times, truth, estimate, step=2.0) == 2.5
    assert np.isnan(scores.settle_time(times, truth, np.full_like(truth, 100.0), step=2.0))


def test_the_lag_on_a_ramp_is_the_shift_that_fits():
    times = np.arange(0, 20, 0.1)
    ramp = 100 + 2 * times
    late = np.where(times < 1.5, NAN, 100 + 2 * (times - 1.5))
    assert scores.ramp_lag(times, ramp, late) == pytest.approx(1.5)
    assert scores.ramp_lag(times, ramp, ramp) == 0


def test_leader_accuracy_counts_frames_and_none_is_wrong_where_someone_leads():
    assert scores.leader_accuracy(["a", "a", "b", "b"], ["a", "none", "a", "b"]) == 0.5


def test_chance_is_one_over_the_buses():
    assert scores.leader_chance(["a", "b", "c", "d"]) == 0.25


def test_beats_of_a_receiver_are_counted_from_start():
    times = np.arange(60) * 0.02
    kinds = ["clock"] * 5 + ["start"] + ["clock"] * 54
    assert np.allclose(scores.beat_ticks(times, kinds), times[[6, 30, 54]])


def test_a_receiver_that_was_stopped_goes_on_counting_after_continue():
    kinds = ["start", *["clock"] * 10, "stop", *["clock"] * 7, "continue", *["clock"] * 20]
    assert np.allclose(scores.beat_ticks(np.arange(40.0), kinds), [1, 20 + 14])


def test_a_song_position_puts_the_receiver_on_a_beat():
    kinds = ["start", *["clock"] * 10, "stop", "position", "continue", *["clock"] * 20]
    assert np.allclose(scores.beat_ticks(np.arange(34.0), kinds), [1, 14])


def test_tick_errors_are_signed_milliseconds_to_the_nearest_beat():
    beats = np.array([1.0, 1.5, 2.0])
    times = np.array([0.9, *(1.012 + np.arange(24) / 48), 1.495])
    kinds = ["start", *["clock"] * 25]
    assert scores.tick_errors(times, kinds, beats) == pytest.approx([12.0, -5.0])


def test_ticks_outside_the_true_beats_are_left_out():
    beats = np.array([10.0, 10.5])
    times = np.array([0.0, *np.arange(1, 25) / 48, 10.1])
    assert scores.tick_errors(times, ["start"] + ["clock"] * 25, beats) == pytest.approx([100.0])


def test_median_and_95th_percentile_are_of_the_distances():
    median, p95 = scores.tick_error_ms(np.array([-10.0, 2.0, 4.0]))
    assert median == 4
    assert p95 == pytest.approx(4 + 0.9 * 6)
    assert np.isnan(scores.tick_error_ms(np.array([]))).all()


@pytest.mark.parametrize(
    ("reference", "estimate", "hint"),
    [
        ([100.0], [100.0, 101.0], "one value a frame"),
        ([], [], "one value a frame"),
        ([0.0], [100.0], "empty cell"),
        ([NAN], [100.0], "empty cell"),
        ([100.0], [0.0], "leave it NaN"),
        ([2.0], [2.0], "beats a second"),
    ],
)
def test_wrong_tempi_are_refused_with_a_guess_at_the_mistake(reference, estimate, hint):
    with pytest.raises(ValueError, match=hint):
        scores.tempo_mae(np.array(reference), np.array(estimate))


@pytest.mark.parametrize(
    ("times", "kinds", "beats", "hint"),
    [
        ([0.0, 1.0], ["clock"], [0.0, 1.0], "needs both"),
        ([0.0], ["clock"], [1.0], "two or more"),
        ([0.0], ["clock"], [1.0, 0.5], "must rise"),
        ([1.0, 0.0], ["clock"] * 2, [0.0, 1.0], "order of time"),
        ([0.0], ["clock"], [1e6, 2e6], "milliseconds"),
    ],
)
def test_wrong_ticks_are_refused_with_a_guess_at_the_mistake(times, kinds, beats, hint):
    with pytest.raises(ValueError, match=hint):
        scores.tick_errors(np.array(times), kinds, np.array(beats))


def test_leaders_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one a frame"):
        scores.leader_accuracy(["a"], ["a", "b"])
    with pytest.raises(ValueError, match="one at least"):
        scores.leader_accuracy([], [])
    with pytest.raises(ValueError, match="no chance"):
        scores.leader_chance([])


def test_precision_is_judged_where_somebody_is_named():
    truth, said = ["a", "a", "b", "b"], ["none", "a", "a", "none"]
    assert scores.leader_named(said) == 0.5
    assert scores.leader_precision(truth, said) == 0.5


def test_precision_is_nothing_where_nobody_was_ever_named():
    assert np.isnan(scores.leader_precision(["a"], ["none"]))
