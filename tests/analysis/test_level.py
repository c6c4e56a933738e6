import numpy as np
import pytest

from bridge.analysis.level import FLOOR, LevelEar
from bridge.types import HOP, RATE
from tests.analysis.sounds import hear


@pytest.mark.parametrize(("amplitude", "dbfs"), [(1.0, -3.01), (0.1, -23.01), (1e-4, -83.01)])
def test_a_sine_reads_three_decibels_below_its_peak(amplitude, dbfs):
    s = np.arange(RATE) / RATE
    last = hear(LevelEar("bus"), (amplitude * np.sin(2 * np.pi * 440 * s)).astype(np.float32))[-1]
    assert last.value == pytest.approx(dbfs, abs=0.2)


def test_silence_is_the_floor():
    assert {r.value for r in hear(LevelEar("bus"), np.zeros(RATE, np.float32))} == {FLOOR}


def test_there_is_one_reading_a_hop_at_the_middle_of_its_window():
    readings = hear(LevelEar("bus"), np.ones(10 * HOP, np.float32))
    assert len(readings) == 10
    assert all(r.arrived - r.t == pytest.approx(HOP / RATE) for r in readings)
