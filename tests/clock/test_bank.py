import numpy as np
import pytest

from bridge.clock.bank import Bank


def bank(phi=(0.0,), bpm=(120.0,), walk=0.005):
    n = len(phi)
    return Bank.seeded(
        0.0, np.array(phi, float), np.array(bpm, float), np.full(n, walk), np.zeros(n), 0.03, 0.02
    )


def test_an_onset_later_than_the_beat_has_a_positive_error():
    assert bank().match(0, 0.51, 0.01).error == pytest.approx(0.01, abs=0.002)


def test_onsets_off_the_grid_belong_less_than_onsets_on_it():
    on, off = bank().match(0, 0.5, 0.01), bank().match(0, 0.5 + 0.058, 0.01)
    assert on.weight > 0.9 > off.weight


def test_a_random_onset_would_belong_less_than_one_on_the_beat():
    match = bank().match(0, 0.5, 0.01)
    assert 0 < match.chance < match.weight


def test_the_hypothesis_that_the_onsets_fit_scores_best():
    rivals = bank(phi=(0.0, 0.37), bpm=(120.0, 120.0))
    for t in np.arange(0.5, 5, 0.5):
        rivals = rivals.predict(t).hear(t, 0.01, 1.0)
    assert rivals.score[0] > rivals.score[1]


def test_silence_never_makes_the_phase_worthless_nor_the_doubt_impossible():
    late = bank(walk=0.05).predict(600.0)
    assert late.p00[0] ** 0.5 <= 0.121
    assert late.p00[0] * late.p11[0] >= late.p01[0] ** 2


def test_a_trend_bends_the_rate_and_the_position_and_costs_a_little():
    ahead = bank()._replace(trend=np.array([0.02])).predict(1.0)
    even = bank().predict(1.0)
    assert ahead.nu[0] / even.nu[0] == pytest.approx(1.02)
    assert ahead.phi[0] - even.phi[0] == pytest.approx(0.02 * even.nu[0] / 2)
    assert ahead.score[0] < even.score[0]


def test_scores_fade():
    loud = bank().predict(0.5).hear(0.5, 0.01, 1.0)
    assert abs(loud.predict(8.5).score[0]) < 0.2 * abs(loud.score[0])


def test_a_measured_tempo_moves_the_rate_and_not_past_it():
    moved = bank().hear_tempo(np.array([126.0]), 0.03, 1.0)
    assert 120.0 < 60 * moved.nu[0] < 126.0


def test_a_tempo_that_is_none_of_a_hypothesis_costs_it_score_and_moves_it_not():
    other = bank().hear_tempo(np.array([np.nan]), 0.03, 1.0)
    assert other.score[0] < 0
    assert other.nu[0] == 2.0


def test_a_bank_is_a_value():
    before = bank()
    before.predict(0.5).hear(0.5, 0.01, 1.0)
    assert (before.t, before.phi[0], before.score[0]) == (0.0, 0.0, 0.0)
