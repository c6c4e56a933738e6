"""Tempo measures on curves whose figures are known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from models.leader.judge.changes import ramps, steady, steps
from models.leader.judge.measure import UNHEARD
from models.leader.judge.tempo import LONGEST_LAG, TEMPO, octave_errors, ramp_lags, settling, unsteadiness
from models.leader.takes import F64, Answer, Heard

MEASURES = {measure.name: measure for measure in TEMPO}


def stepped() -> F64:
    return np.repeat([100.0, 120.0], 200)


def ramped() -> F64:
    return np.interp(np.arange(400), [150, 250], [100.0, 130.0])


def figure(name: str, true: F64, said: F64 | None) -> float:
    heard = Heard("x", ("a",), ("drums",), (), np.array([]), true, np.zeros(len(true), dtype=np.intp))
    return float(MEASURES[name].value(MEASURES[name].sums(heard, Answer(bpm=said))))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("MSE", 3600.0), ("RMSE", 60.0), ("MAE", 60.0), ("Acc1", 0.0), ("Acc2", 100.0), ("Acc1 by track", 0.0)],
)
def test_half_the_tempo_is_right_for_acc2_alone(name: str, expected: float) -> None:
    assert figure(name, np.full(100, 120.0), np.full(100, 60.0)) == expected


def test_the_first_five_seconds_do_not_count() -> None:
    said = np.full(100, 120.0)
    said[:UNHEARD] = 7.0
    assert figure("MSE", np.full(100, 120.0), said) == 0.0


def test_a_way_that_tells_no_tempo_has_no_figure() -> None:
    assert math.isnan(figure("MSE", np.full(100, 120.0), None))


def test_a_track_is_right_when_most_of_its_ticks_are() -> None:
    said = np.full(150, 120.0)
    said[-40:] = 60.0
    assert figure("Acc1 by track", np.full(150, 120.0), said) == 100.0
    assert figure("Acc1", np.full(150, 120.0), said) == 60.0


def test_octave_errors_are_counted_as_they_begin() -> None:
    said = np.array([200.0, 100.0, 200.0, 200.0, 100.0, 50.0, 50.0, 77.0])
    assert octave_errors(said, np.full(8, 100.0)) == 3.0


def test_a_step_is_found_where_it_is_and_ends_with_the_piece() -> None:
    (step,) = steps(stepped())
    assert (step.start, step.end) == (200, 400)


def test_a_ramp_is_no_step_and_a_step_no_ramp() -> None:
    assert steps(ramped()) == []
    assert ramps(stepped()) == []
    (ramp,) = ramps(ramped())
    assert abs(ramp.start - 150) < 35
    assert abs(ramp.end - 250) < 35


def test_settling_is_the_time_from_the_step_to_where_the_tempo_stays() -> None:
    said = stepped()
    said[200:230] = 100.0
    said[210] = 120.0
    assert settling(said, stepped(), 0.02) == [(3.0, True)]


def test_a_tempo_that_never_settles_is_cut_off_at_the_end() -> None:
    assert settling(np.full(400, 100.0), stepped(), 0.02) == [(20.0, False)]


@pytest.mark.parametrize("level", [1.0, 0.5])
def test_the_lag_on_a_ramp_is_the_shift_of_the_curve_on_any_level(level: float) -> None:
    said = np.concatenate([np.full(12, 100.0), ramped()[:-12]]) * level
    assert ramp_lags(said, ramped()) == pytest.approx([1.2])


def test_a_ramp_that_is_not_followed_counts_as_the_longest_lag() -> None:
    assert ramp_lags(np.full(400, 70.0), ramped()) == pytest.approx([LONGEST_LAG * 0.1])


def test_unsteadiness_is_the_spread_within_steady_stretches_octave_jumps_aside() -> None:
    true = np.full(200, 100.0)
    said = np.tile([99.0, 101.0], 100)
    said[50:60] = 200.0
    assert len(steady(true)) == 1
    assert unsteadiness(said, true) == pytest.approx([1.0])
