import math

import pytest

from bridge.clock.level import FORGOTTEN, ModelTempo, nearest_level


def test_a_prior_decides_between_half_and_double():
    assert nearest_level(80, 40, 240, 150) == 160
    assert nearest_level(80, 40, 240, 0) == 80


def test_a_tempo_is_brought_into_the_range():
    assert nearest_level(300, 40, 240, 0) == 150


def test_the_model_may_flip_between_half_and_double_and_the_level_stays():
    tempo = ModelTempo(0.0, 120.0, 120.0)
    said = [120.0, 60.5, 61.0, 122.0, 240.0, 40.7]
    heard = [tempo.hear(0.1 * tick, bpm, 120.0) for tick, bpm in enumerate(said)]
    assert heard == pytest.approx([120.0, 121.0, 122.0, 122.0, 120.0, 122.1])


def test_a_tracker_that_runs_off_to_another_level_does_not_take_the_model_with_it():
    tempo = ModelTempo(0.0, 120.0, 120.0)
    assert [tempo.hear(0.1 * tick, 120.0, 180.0) for tick in range(100)] == [120.0] * 100


def test_a_tempo_at_no_level_of_the_followed_one_tells_nothing():
    tempo = ModelTempo(0.0, 120.0, 120.0)
    assert math.isnan(tempo.hear(0.1, 140.0, 120.0))
    assert tempo.hear(0.2, 118.0, 120.0) == 118.0


def test_after_long_disagreement_what_is_followed_is_the_measure():
    tempo = ModelTempo(0.0, 120.0, 120.0)
    assert tempo.hear(FORGOTTEN + 1.0, 70.0, 140.0) == 140.0


def test_a_level_that_is_locked_otherwise_than_the_model_says_stays_so():
    tempo = ModelTempo(0.0, 160.0, 80.0)
    assert tempo.hear(0.1, 82.0, 160.0) == 164.0


def test_a_person_changes_the_level_for_the_model_too():
    tempo = ModelTempo(0.0, 120.0, 120.0)
    tempo.change(0.5)
    assert tempo.hear(0.1, 120.0, 60.0) == 60.0
