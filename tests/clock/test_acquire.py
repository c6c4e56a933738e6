import numpy as np
import pytest

from bridge.clock.acquire import Acquisition, Onset


def hear(buses, until=8.0):
    acquisition = Acquisition()
    onsets = sorted((t, bus) for bus, times in buses.items() for t in times if t < until)
    for t, bus in onsets:
        acquisition.hear(Onset(float(t), bus, 1.0))
    return acquisition


def test_the_beat_is_where_the_kick_is_and_not_where_the_hats_are():
    beat = 0.5
    acquisition = hear({"kick": np.arange(0.13, 8, beat), "hats": np.arange(0.13, 8, beat / 4)})
    phase = acquisition.propose(8.13, 120.0, {})
    assert phase.frac == pytest.approx(0.0, abs=0.03) or phase.frac == pytest.approx(1.0, abs=0.03)


def test_one_bus_on_the_off_beat_is_outvoted_by_two_on_the_beat():
    on = np.arange(0.2, 8, 0.5)
    acquisition = hear({"kick": on, "bass": on, "skank": on + 0.25})
    phase = acquisition.propose(0.2 + 8.0, 120.0, {})
    assert min(phase.frac, 1 - phase.frac) < 0.05


def test_nothing_is_proposed_from_less_than_five_beats():
    assert hear({"kick": [0.0, 0.5, 1.0, 1.5]}).propose(1.6, 120.0, {}) is None


def test_onsets_anywhere_propose_no_sharp_beat():
    rng = np.random.default_rng(3)
    spread = hear({"noise": rng.uniform(0, 8, 80)}).propose(8.0, 120.0, {})
    sharp = hear({"kick": np.arange(0, 8, 0.5)}).propose(8.0, 120.0, {})
    assert spread.sharpness < 0.3 < 0.6 < sharp.sharpness


def test_late_reports_are_put_in_order():
    acquisition = Acquisition()
    for t in (1.0, 0.5, 1.5, 2.0, 2.5, 3.0):
        acquisition.hear(Onset(t, "kick", 1.0))
    assert acquisition.propose(3.0, 120.0, {}) is not None
