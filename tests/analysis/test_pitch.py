import numpy as np
import pytest

from bridge.analysis.pitch import PitchEar
from bridge.types import RATE
from tests.analysis.sounds import hear


def tone(hz):
    s = np.arange(RATE) / RATE
    return sum(0.2 / h * np.sin(2 * np.pi * hz * h * s) for h in range(1, 5)).astype(np.float32)


def semitones_off(hz):
    values = np.array([r.value for r in hear(PitchEar("bus"), tone(hz))[4:]])
    assert np.mean(values > 0) > 0.5
    return np.median(np.abs(12 * np.log2(values[values > 0] / hz)))


@pytest.mark.parametrize("hz", [46.2, 55.0, 82.4, 110.0, 220.0, 440.0, 1318.5])
def test_a_tone_reads_its_fundamental_to_a_seventh_of_a_semitone(hz):
    assert semitones_off(hz) < 0.15


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(RATE, np.float32),
        0.2 * np.random.default_rng(0).standard_normal(RATE).astype(np.float32),
    ],
    ids=["silence", "noise"],
)
def test_what_has_no_pitch_reads_zero(sound):
    values = [r.value for r in hear(PitchEar("bus"), sound)]
    assert np.mean(np.array(values) == 0.0) > 0.9


def test_confidence_stays_between_nothing_and_one():
    assert all(0 <= r.confidence <= 1 for r in hear(PitchEar("bus"), tone(220.0)))
