"""What a detector hears of known notes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.detector import BY_ROLE, SHORTEST, TIMBRES, Detector, hear
from models.leader.ensembles.take import draw_take

NOTES = np.arange(0.5, 200.0, 0.4)
FULL = np.ones(len(NOTES))


def times(detector: Detector, notes: np.ndarray = NOTES, strengths: np.ndarray = FULL) -> np.ndarray:
    readings = detector.hear(np.random.default_rng(0), "bus", notes, strengths, 200.0)
    return np.array([reading.t for reading in readings])


def test_a_perfect_detector_hears_what_was_played() -> None:
    np.testing.assert_allclose(times(Detector(0.0, 0.0, 0.0, 0.0, 0.0)), NOTES)


def test_delay_and_jitter_are_as_told() -> None:
    late = times(Detector(0.01, 0.005, 0.0, 0.0, 0.0)) - NOTES
    assert late.mean() == pytest.approx(0.01, abs=0.001)
    assert late.std() == pytest.approx(0.005, rel=0.15)


def test_weak_notes_are_missed_more_often() -> None:
    weak = times(Detector(0.0, 0.0, 0.1, 0.6, 0.0), strengths=0.2 * FULL)
    strong = times(Detector(0.0, 0.0, 0.1, 0.6, 0.0))
    assert len(weak) / len(NOTES) == pytest.approx(0.42, abs=0.08)
    assert len(strong) / len(NOTES) == pytest.approx(0.9, abs=0.05)


def test_the_notes_of_a_chord_are_one_onset() -> None:
    detector = Detector(0.0, 0.003, 0.0, 0.0, 0.0)
    assert len(times(detector, np.repeat(NOTES, 3), np.ones(3 * len(NOTES)))) == len(NOTES)


def test_false_alarms_come_as_often_as_told() -> None:
    assert len(times(Detector(0.0, 0.0, 1.0, 0.0, 0.5))) == pytest.approx(100, rel=0.3)


@pytest.mark.parametrize("timbre", TIMBRES)
def test_each_timbre_makes_a_detector(timbre: str) -> None:
    detector = Detector.draw(np.random.default_rng(1), timbre)
    assert 0.0 <= detector.jitter < 0.05
    assert abs(detector.delay) < 0.1
    assert 0.0 <= detector.miss <= 1.0


def test_every_role_has_its_timbres() -> None:
    assert {kind for kinds in BY_ROLE.values() for kind in kinds} <= set(TIMBRES)


def test_a_take_is_heard_in_order_and_never_before_its_sound() -> None:
    rng = np.random.default_rng(2)
    heard = hear(rng, draw_take(rng, CONDITIONS["B"], players=6, seconds=30.0))
    assert all(a.arrived <= b.arrived for a, b in pairwise(heard.readings))
    assert all(reading.arrived > reading.t for reading in heard.readings)
    assert {reading.bus for reading in heard.readings} <= set(heard.buses)
    for bus in heard.buses:
        own = np.array([reading.t for reading in heard.readings if reading.bus == bus])
        assert np.all(np.diff(own) >= SHORTEST - 1e-9)
    assert np.all((heard.beats >= 0.0) & (heard.beats < 30.0))
