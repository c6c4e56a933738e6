import numpy as np
import pytest

from bridge.clock.tracker import SLACK, Heard, Tracker


def follow(tracker, times, sd=0.01, branch_every=4):
    """Play onsets into the tracker as they arrive, 50 ms late, and let it doubt now and then."""
    for k, t in enumerate(times):
        tracker.predict(t + 0.05)
        tracker.hear(Heard(float(t), sd, 0.8))
        if k % branch_every == 0:
            tracker.branch(None)
    return tracker


def off_beat(tracker, t):
    return (tracker.beat_at(t) + 0.5) % 1.0 - 0.5


def test_a_phase_error_is_pulled_out_by_onsets_on_the_beat():
    tracker = follow(Tracker(0.0, 0.08, 120.0), np.arange(0.5, 12.0, 0.5))
    assert off_beat(tracker, 12.0) == pytest.approx(0.0, abs=0.01)


def test_a_tempo_two_percent_off_is_corrected_by_onsets_alone():
    tracker = follow(Tracker(0.0, 0.0, 120.0), np.arange(1, 60) * 60 / 122.4)
    assert tracker.bpm == pytest.approx(122.4, rel=0.003)


@pytest.mark.parametrize("ratio", [0.88, 0.92, 1.08, 1.12])
def test_a_step_of_tempo_is_understood_in_a_few_beats_without_the_models_help(ratio):
    first = np.arange(0.5, 15.0, 0.5)
    later = first[-1] + np.arange(1, 9) * 0.5 / ratio
    tracker = follow(Tracker(0.0, 0.0, 120.0), np.concatenate([first, later]), branch_every=1)
    assert tracker.bpm == pytest.approx(120.0 * ratio, rel=0.02)
    assert off_beat(tracker, later[-1]) == pytest.approx(0.0, abs=0.05)


def ramp(rate):
    """Beats at 100 BPM that from second 10 on grow by ``rate`` BPM a second, for ten seconds."""
    bpm, t, times = 100.0, 0.0, []
    while t < 20.0:
        t += 60 / bpm
        bpm = 100.0 + rate * max(0.0, t - 10.0)
        times.append(t)
    return np.array(times), bpm


@pytest.mark.parametrize("rate", [-2.0, -1.0, 1.0, 2.0, 3.0])
def test_on_a_ramp_neither_the_tempo_nor_the_beat_lags(rate):
    times, bpm = ramp(rate)
    tracker = follow(Tracker(0.0, 0.0, 100.0), times, branch_every=1)
    assert tracker.bpm == pytest.approx(bpm, rel=0.02)
    assert abs(off_beat(tracker, times[-1])) < 0.03


def test_at_an_even_tempo_no_trend_is_believed():
    tracker = follow(Tracker(0.0, 0.0, 120.0), np.arange(0.5, 30.0, 0.5))
    assert tracker.trend == 0.0


def test_one_onset_out_of_place_moves_next_to_nothing():
    steady = follow(Tracker(0.0, 0.0, 120.0), np.arange(0.5, 10.0, 0.5))
    before = off_beat(steady, 10.0)
    steady.hear(Heard(9.62, 0.01, 0.8))
    assert abs(off_beat(steady, 10.0) - before) < 0.02


def test_a_proposed_beat_is_believed_when_the_onsets_speak_for_it():
    tracker = Tracker(0.0, 0.3, 120.0)
    times = np.arange(0.5, 8.0, 0.5)
    for t in times:
        tracker.predict(t)
        tracker.hear(Heard(float(t), 0.01, 0.8))
    tracker.propose(8.0, 0.0, 4.0)
    assert off_beat(tracker, 8.0) == pytest.approx(0.0, abs=0.03)


def test_a_change_of_level_begins_on_the_beat():
    tracker = follow(Tracker(0.0, 0.0, 120.0), np.arange(0.5, 10.0, 0.5))
    tracker.change_level(2.0, 10.0)
    assert tracker.bpm == pytest.approx(240.0, rel=0.01)
    assert off_beat(tracker, 10.0) == pytest.approx(0.0, abs=0.01)


def test_a_band_that_slows_down_is_not_followed_out_of_the_range():
    times = np.cumsum(60 / np.geomspace(60.0, 25.0, 60))
    free = follow(Tracker(0.0, 0.0, 60.0), times)
    bound = follow(Tracker(0.0, 0.0, 60.0, between=(40.0, 240.0)), times)
    assert free.bpm == pytest.approx(25.0, rel=0.05)
    assert bound.bpm > 40.0 / SLACK * 0.97


def test_who_is_seated_outside_of_the_range_stays_there():
    tracker = follow(Tracker(0.0, 0.0, 30.0, between=(40.0, 240.0)), np.arange(1, 30) * 2.0)
    assert tracker.bpm == pytest.approx(30.0, rel=0.02)
