import numpy as np
import pytest

from bridge.analysis.activity import LATENCY, ActivityEar, activity
from bridge.types import HOP, KINDS, RATE, Block
from tests.analysis.networks import which_half

SECONDS = 2.0


def tone(hertz, level=0.3, seconds=SECONDS):
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def heard(sound):
    ear = ActivityEar("keys", which_half())
    starts = range(0, len(sound) - HOP + 1, HOP)
    return [r for at in starts for r in ear.push(Block("keys", at, RATE, sound[at : at + HOP]))]


def values(readings, kind):
    return [r.value for r in readings if r.kind == kind]


def test_what_sounds_is_named():
    assert set(values(heard(tone(100.0)), "instrument")) == {"low"}
    assert set(values(heard(tone(9000.0)), "instrument")) == {"high"}


def test_in_silence_nothing_is_active_and_none_is_named():
    readings = heard(np.zeros(round(SECONDS * RATE), np.float32))
    assert set(values(readings, "activity")) == {0.0}
    assert set(values(readings, "instrument")) == {"none"}


def test_hiss_is_silence_and_the_softest_note_is_not():
    assert set(values(heard(tone(3000.0, 10 ** (-70 / 20))), "activity")) == {0.0}
    assert set(values(heard(tone(3000.0, 10 ** (-50 / 20))), "activity")) == {1.0}


def test_activity_is_the_part_of_the_time_that_sounds():
    half = np.concatenate([tone(200.0, seconds=0.5), np.zeros(RATE // 2, np.float32)])
    assert activity(half) == pytest.approx(0.5, abs=0.02)


def test_a_change_is_named_once_it_outweighs_what_was_before():
    readings = heard(np.concatenate([tone(100.0, seconds=0.7), tone(9000.0, seconds=1.4)]))
    names = values(readings, "instrument")
    assert (names[0], names[-1]) == ("low", "high")


def test_a_reading_is_of_its_clip_and_arrives_as_late_as_the_ear_says():
    readings = heard(tone(100.0))
    first = readings[0]
    assert first.t == 0.0
    assert first.arrived == pytest.approx((4 * 1024 + 2048) / RATE + LATENCY)
    assert {r.kind for r in readings} == {"activity", "instrument", "instruments"} <= set(KINDS)
