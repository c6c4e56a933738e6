"""Two buses are one signal only when they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.doctor.heard import Heard, Sound
from bridge.doctor.twins import LAG, SAME, correlation, judge_twins
from tests.doctor.sounds import RATE, N, drum, heard, noise, sine

LAGS = round(LAG * RATE)
BEATS = np.arange(0.2, 4.0, 0.5)
KICK, SNARE = drum(60, BEATS, 1), drum(190, BEATS, 2)


def delayed(samples, frames):
    return np.roll(samples, frames) if frames >= 0 else -np.roll(samples, frames)


@settings(max_examples=10, deadline=None)
@given(lag=st.integers(-LAGS, LAGS), gain=st.floats(0.01, 1.0), constant=st.sampled_from([0.0, 0.3]))
def test_a_copy_is_the_same_at_any_gain_lag_polarity_and_voltage(lag, gain, constant):
    assert correlation(KICK, (gain * delayed(KICK, lag) + constant).astype(np.float32), LAGS) > SAME


def test_a_copy_that_comes_later_than_a_device_delays_is_no_copy():
    assert correlation(noise(0.5), np.roll(noise(0.5), LAGS + 100), LAGS) < 0.1


def test_two_drums_struck_at_once_are_two():
    assert correlation(KICK, SNARE, LAGS) < SAME / 2


def test_two_of_the_same_kind_played_by_two_hands_are_two():
    rng = np.random.default_rng(5)
    other = drum(61.5, BEATS + rng.normal(0, 0.01, len(BEATS)), 7)
    assert correlation(KICK, other, LAGS) < SAME


def test_bleed_is_not_the_same_signal():
    assert correlation(KICK, KICK + 0.4 * SNARE, LAGS) < SAME
    assert correlation(KICK, SNARE + 0.3 * KICK, LAGS) < SAME


def test_a_copy_with_the_hiss_of_another_preamplifier_is_the_same():
    assert correlation(KICK, KICK + noise(0.001), LAGS) > SAME


@pytest.mark.parametrize("constant", [0.0, 1.0])
def test_a_constant_is_like_nothing(constant):
    assert correlation(KICK, np.full(N, constant, np.float32), LAGS) == pytest.approx(0.0, abs=1e-6)


def test_the_pair_is_named():
    found = list(judge_twins(heard(kick=KICK, snare=SNARE, overhead=0.2 * np.roll(KICK, 300))))
    assert [(finding.check, finding.verdict) for finding in found] == [
        ("same signal: kick, overhead", "warn")
    ]


def test_buses_that_differ_are_fine():
    (finding,) = judge_twins(heard(kick=KICK, snare=SNARE, bass=sine(55)))
    assert finding.verdict == "ok"


def test_the_two_sides_of_a_stereo_bus_may_be_alike():
    sides = Heard(RATE, (Sound("keys", "keys_l", KICK), Sound("keys", "keys_r", KICK)))
    assert list(judge_twins(sides)) == []


def test_two_silent_buses_are_not_twins():
    assert list(judge_twins(heard(kick=np.zeros(N), snare=np.zeros(N)))) == []
    assert list(judge_twins(heard(kick=noise(1e-4), snare=noise(1e-4)))) == []
