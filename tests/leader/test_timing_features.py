"""The parts that look at timing find what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.leader.columns import every_column
from bridge.leader.history import OnsetHistory
from bridge.leader.parts import PARTS
from bridge.leader.period import CommonPeriod
from bridge.leader.tempogram import PERIODS, Tempograms
from bridge.types import Reading
from tests.leader.conftest import frames_of, played

COLUMNS = every_column(PARTS)


def corrected(gain: float, seconds: float = 60.0, delay: float = 0.0) -> list[Reading]:
    """A free player and one that makes up ``gain`` of its lateness against it, at 120 BPM."""
    rng = np.random.default_rng(3)
    free, follower, readings = 0.5, 0.5, []
    while free < seconds:
        readings += [
            Reading("free", "onset", free, free + 0.05, 0.5),
            Reading("follower", "onset", follower + delay, follower + delay + 0.05, 0.5),
        ]
        step_free, step_follower = 0.5 + rng.normal(0, 0.012, 2)
        follower += step_follower - gain * (follower - free)
        free += step_free
    return sorted(readings, key=lambda r: r.arrived)


@pytest.mark.parametrize("gain", [0.2, 0.5])
def test_the_correction_gain_is_measured(gain: float) -> None:
    last = frames_of(("free", "follower"), corrected(gain, 180.0), 1800)[400:]
    column = COLUMNS.pair.index("correction.gain_slow")
    towards = np.mean([frame.pair[1, 0, column] for frame in last])
    back = np.mean([frame.pair[0, 1, column] for frame in last])
    # It is shrunk towards 0, and the yardstick itself follows the players a little.
    assert 0.5 * gain < towards < 1.2 * gain
    assert back < towards / 2


@pytest.mark.parametrize("delay", [0.0, 0.04])
def test_the_one_followed_is_the_likely_leader_however_late_its_detector(delay: float) -> None:
    last = frames_of(("free", "follower"), corrected(0.4, delay=delay), 600)[300:]
    column = COLUMNS.bus.index("lead.steady")
    posterior = np.mean([frame.bus[:, column] for frame in last], axis=0)
    assert posterior[0] > posterior[1] + 0.2


def test_a_tempogram_peaks_at_the_interval_and_its_multiples() -> None:
    frame = frames_of(("a",), played(("a",), 0.4, 8), 80)[-1]
    slow = frame.tempogram[0, 1]
    peaks = [slow[np.abs(PERIODS - period).argmin()] for period in (0.4, 0.8, 1.2)]
    assert min(peaks) > 0.5
    assert slow[np.abs(PERIODS - 0.57).argmin()] < 0.05


def test_a_silent_bus_has_an_empty_tempogram() -> None:
    frame = frames_of(("a", "b"), played(("a",), 0.4, 8), 80)[-1]
    assert not frame.tempogram[1].any()


def test_the_fast_tempogram_forgets_sooner() -> None:
    readings = played(("a",), 0.4, 8)
    frame = frames_of(("a",), readings, 120)[-1]
    assert frame.tempogram[0, 0].max() < frame.tempogram[0, 1].max()


def test_the_common_period_is_kept_through_a_slow_ramp() -> None:
    history, grams, period = OnsetHistory(1), Tempograms(1), CommonPeriod()
    t, interval, errors = 0.5, 0.5, []
    for tick in range(1, 400):
        found = []
        while t < tick * 0.1:
            found.append((t, 0, 1.0))
            t, interval = t + interval, interval * 0.997
        grams.update(history.take(found), history, 0.1)
        period.update(grams, 0.1)
        errors.append(abs(period.seconds / interval - 1))
    assert max(errors[60:]) < 0.05


def test_one_note_heard_twice_is_one_onset() -> None:
    history = OnsetHistory(1)
    assert len(history.take([(1.0, 0, 0.5), (1.01, 0, 0.5), (1.2, 0, 0.5)])) == 2
    assert len(history.take([(1.1, 0, 0.5)])) == 0
