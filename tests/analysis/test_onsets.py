import numpy as np
import pytest

from bridge.analysis.onsets import CLOSEST, OnsetEar
from tests.analysis.sounds import bass, bowed, click, errors, hear, kick, play, pluck, uneven_times

SECONDS = 20.0
TIMES = uneven_times(SECONDS)


def onsets(sound):
    return hear(OnsetEar("bus"), sound)


@pytest.mark.parametrize("voice", [click, kick, pluck, bass])
def test_nearly_every_note_is_heard_and_nearly_nothing_else(voice):
    heard = [r.t for r in onsets(play(voice, TIMES, SECONDS))]
    assert len(errors(heard, TIMES)) >= 0.95 * len(TIMES)
    assert len(errors(TIMES, heard)) >= 0.95 * len(heard)


@pytest.mark.parametrize("voice", [click, kick, pluck, bass])
def test_the_time_of_a_sharp_attack_is_true_to_three_milliseconds(voice):
    late = errors([r.t for r in onsets(play(voice, TIMES, SECONDS))], TIMES)
    assert abs(np.median(late)) <= 0.003
    assert np.percentile(np.abs(late), 85) <= 0.004


def test_most_swelling_notes_are_heard_without_bias():
    heard = [r.t for r in onsets(play(bowed, TIMES, SECONDS))]
    late = errors(heard, TIMES)
    assert len(late) >= 0.8 * len(TIMES)
    assert len(errors(TIMES, heard)) >= 0.9 * len(heard)
    assert abs(np.median(late)) <= 0.01


def test_an_onset_is_known_soon_after_and_never_before_it_happened():
    for reading in onsets(play(pluck, TIMES, SECONDS)):
        assert 0 < reading.arrived - reading.t < 0.08


@pytest.mark.parametrize("gain", [0.05, 0.3, 2.0])
def test_loudness_of_the_bus_changes_neither_times_nor_strengths(gain):
    sound = play(pluck, TIMES, SECONDS, noise=0.0)
    loud, other = onsets(sound), onsets((gain * sound).astype(np.float32))
    late = errors([r.t for r in other], [r.t for r in loud], within=0.002)
    assert len(late) >= 0.95 * len(loud)
    assert np.mean([r.value for r in other]) == pytest.approx(np.mean([r.value for r in loud]), abs=0.1)


def test_a_sound_far_below_the_bus_is_no_onset():
    loud, faint = TIMES[::2], TIMES[1::2]
    sound = play(pluck, loud, SECONDS) + 0.01 * play(pluck, faint, SECONDS, seed=1)
    heard = [r.t for r in onsets(sound)]
    assert len(errors(TIMES[::2], heard)) >= 0.9 * len(heard)


def test_strength_and_confidence_stay_between_nothing_and_one():
    for reading in onsets(play(bass, TIMES, SECONDS)):
        assert 0 < reading.value <= 1
        assert 0 <= reading.confidence <= 1


def test_two_onsets_are_never_closer_than_the_ear_can_tell():
    rng = np.random.default_rng(0)
    t = [r.t for r in onsets(rng.standard_normal(441_000).astype(np.float32) * 0.3)]
    assert all(np.diff(t) >= CLOSEST)


def test_silence_has_no_onsets():
    assert onsets(np.zeros(44_100, np.float32)) == []
