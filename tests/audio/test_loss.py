"""What is late is not yet lost; what stays late is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.audio.loss import TURNS, CountedLoss, TimedLoss

PERIOD = 256


def counted(frames):
    meter = CountedLoss(PERIOD)
    return [meter.turn(frame % 2**32) for frame in frames]


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from([0, 0, 0, 0, PERIOD, 3 * PERIOD]), max_size=40))
def test_a_loss_by_jacks_count_is_told_whole_and_once(begin, gaps):
    at = begin + np.cumsum([0, *[PERIOD + gap for gap in gaps], *[PERIOD] * TURNS])
    assert sum(counted(at.tolist())) == sum(gaps)


def test_a_late_callback_that_reads_a_later_cycle_is_no_loss():
    at = [k * PERIOD for k in range(20)]
    at[7] += PERIOD
    at[12] += 2 * PERIOD
    at[13] += PERIOD
    assert not any(counted(at))


def test_a_loss_is_told_within_three_periods():
    lost = counted([k * PERIOD + (1000 if k >= 5 else 0) for k in range(20)])
    assert [(k, n) for k, n in enumerate(lost) if n] == [(5 + TURNS - 1, 1000)]


def timed(seconds, rate, lost_at=(), lost=0.0, drift=0.0, jitter=0.0, seed=0):
    """What the meter says over so many seconds of callbacks, in frames."""
    meter, noise = TimedLoss(rate, PERIOD), np.random.default_rng(seed)
    said = 0
    for k in range(int(seconds * rate / PERIOD)):
        true = k * PERIOD / rate
        late = sum(lost for at in lost_at if true >= at)
        said += meter.turn(round((true * (1 + drift) + late + noise.uniform(0, jitter)) * 1e9))
    return said


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_losses_are_told_by_the_hosts_clock_to_within_the_jitter_of_callbacks(rate):
    said = timed(20, rate, lost_at=(3, 8.1, 15), lost=0.1, jitter=0.004)
    assert said / rate == pytest.approx(0.3, abs=3 * 0.004)


@pytest.mark.parametrize("drift", [-2e-4, 2e-4])
def test_neither_drift_nor_bursts_are_taken_for_loss(drift):
    assert timed(60, 48_000, drift=drift, jitter=0.08) == 0
