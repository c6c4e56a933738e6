import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.types import KINDS, Choice, Timeline, Transport

bpm = st.floats(20, 400)
moment = st.floats(-1e4, 1e6)


@given(bpm, moment, moment, moment)
def test_a_timeline_is_a_bijection_between_beats_and_time(tempo, beat0, t0, t):
    line = Timeline(tempo, beat0, t0)
    assert line.time_at(line.beat_at(t)) == pytest.approx(t, abs=1e-4)


@given(bpm, bpm, moment, moment)
def test_a_new_tempo_never_moves_the_beat(before, after, t0, t):
    line = Timeline(before, 0.0, t0)
    assert line.retempo(after, t).beat_at(t) == pytest.approx(line.beat_at(t), abs=1e-6)


@pytest.mark.parametrize("tempo", [0.0, -1.0, math.nan, math.inf])
def test_a_timeline_without_a_tempo_cannot_be_born(tempo):
    with pytest.raises(ValueError, match="BPM"):
        Timeline(tempo, 0.0, 0.0)


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up"):
        Choice(0.0, None, 120.0, 1.0, 1.0, {"drums": 0.5}, 0.2)


def test_a_leader_must_be_one_of_the_buses():
    with pytest.raises(ValueError, match="none of the buses"):
        Choice(0.0, "kazoo", 120.0, 1.0, 1.0, {"drums": 1.0}, 0.0)


def test_bars_are_counted_from_the_downbeat():
    transport = Transport(downbeat=10, meter=(3, 4))
    assert [transport.bar_and_beat(b) for b in (9, 10, 12, 13)] == [(0, 3), (1, 1), (1, 3), (2, 1)]


def test_every_kind_is_filed_under_its_own_name():
    assert all(name == kind.name for name, kind in KINDS.items())
