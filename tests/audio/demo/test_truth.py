import numpy as np
import pytest

from bridge.audio.demo.truth import shares, truth_of

LEADERS = np.array([0] * 8 + [1] * 8)


def test_shares_pass_over_four_beats_around_the_hand_over():
    weights = shares(LEADERS, 2)
    assert np.allclose(weights.sum(axis=0), 1)
    assert np.allclose(weights[1, 6:12], [0, 0.25, 0.5, 0.75, 1, 1])


@pytest.fixture
def truth():
    beats = 0.25 + 0.5 * np.arange(16)
    return truth_of(np.stack([beats, beats + 0.04]), LEADERS, np.linspace(100, 115, 16), ("a", "b"), 6.0)


def test_the_beat_is_the_leaders_own_before_and_after(truth):
    assert np.allclose(truth.beats[:6], 0.25 + 0.5 * np.arange(6))
    assert np.allclose(truth.beats[10:], 0.29 + 0.5 * np.arange(10, 12))


def test_the_beat_is_cut_at_the_end_of_the_sound(truth):
    assert truth.beats[-1] < 6.0
    assert len(truth.beats) == len(truth.tempi) == 12


def test_the_tempo_changes_at_the_beat_not_before(truth):
    assert truth.tempo_at(0.0) == truth.tempo_at(0.7) == 100
    assert truth.tempo_at(0.76) == 101


def test_the_leader_changes_at_the_first_beat_of_the_section(truth):
    (_, first), (when, second) = truth.switches
    assert (first, second) == ("a", "b")
    assert truth.leader_at(-1.0) == truth.leader_at(when - 1e-6) == "a"
    assert truth.leader_at(when) == "b"
