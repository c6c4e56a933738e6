import numpy as np
import pytest

from bridge.clock.tracker import Tracker


def follow(tracker: Tracker, times, sd=0.01):
    for t in times:
        tracker.predict(t + 0.05)
        match = tracker.match(t, sd)
        tracker.pull(t, match.error, sd, match.weight)
    return tracker


def test_an_onset_later_than_the_beat_has_a_positive_error():
    tracker = Tracker(0.0, 0.0, 120.0, 0.005)
    assert tracker.match(0.51, 0.01).error == pytest.approx(0.01, abs=0.002)


def test_a_phase_error_is_pulled_out_by_onsets_on_the_beat():
    tracker = follow(Tracker(0.0, 0.08, 120.0, 0.005), np.arange(0.5, 12.0, 0.5))
    assert (tracker.beat_at(12.0) + 0.5) % 1.0 - 0.5 == pytest.approx(0.0, abs=0.01)


def test_a_tempo_two_percent_off_is_corrected_by_onsets_alone():
    beat = 60 / 122.4
    tracker = follow(Tracker(0.0, 0.0, 120.0, 0.006), np.arange(1, 60) * beat)
    assert tracker.bpm == pytest.approx(122.4, rel=0.003)


def test_onsets_off_the_grid_pull_less_than_onsets_on_it():
    tracker = Tracker(0.0, 0.0, 120.0, 0.005)
    assert tracker.match(0.5, 0.01).weight > 0.9 > tracker.match(0.5 + 0.058, 0.01).weight


def test_silence_never_makes_the_phase_worthless():
    tracker = Tracker(0.0, 0.0, 120.0, 0.005)
    tracker.predict(600.0)
    assert tracker.p00**0.5 <= 0.13
    assert tracker.p00 * tracker.p11 >= tracker.p01**2


def test_a_measured_tempo_moves_the_rate_and_not_past_it():
    tracker = Tracker(0.0, 0.0, 120.0, 0.005)
    tracker.hear_tempo(126.0, 0.03)
    assert 120.0 < tracker.bpm < 126.0
