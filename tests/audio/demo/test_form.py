from itertools import islice, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bridge.audio.demo.form import BUSES, FASTEST, SLOWEST, Gesture, sections, sections_for, tempo_curve

seeds = st.integers(0, 2**31)


def test_a_ramp_is_geometric_between_its_ends():
    ramp = Gesture(100.0, 1.21, start=8, beats=8)
    assert np.allclose(ramp.tempo(np.array([0.0, 8.0, 12.0, 16.0, 30.0])), [100, 100, 110, 121, 121])


def test_a_jump_happens_at_its_beat_and_not_before():
    jump = Gesture(120.0, 1.1, start=8, beats=0)
    assert np.allclose(jump.tempo(np.array([7.0, 8.0])), [120, 132])


@given(seeds)
def test_the_lead_changes_hands_at_every_section(seed):
    piece = list(islice(sections(seed), 12))
    assert all(a.leader != b.leader for a, b in pairwise(piece))
    assert {s.leader for s in piece[:8]} == set(BUSES)


@given(seeds)
def test_a_section_takes_up_beat_and_tempo_where_the_last_one_left_them(seed):
    for a, b in pairwise(islice(sections(seed), 12)):
        assert b.beat0 == a.beat0 + a.beats
        assert np.isclose(b.gesture.bpm, a.gesture.bpm * a.gesture.ratio)


@given(seeds)
def test_the_tempo_stays_playable(seed):
    curve = tempo_curve(tuple(islice(sections(seed), 12)), seed)
    assert curve.min() > SLOWEST * 0.88
    assert curve.max() < FASTEST * 1.03


@given(seeds)
def test_whoever_leads_never_rests_for_half_a_section(seed):
    assert all(s.tacet != s.leader for s in islice(sections(seed), 12))


@given(seeds, st.floats(1, 300))
def test_the_sections_cover_the_seconds_asked_for(seed, seconds):
    piece = sections_for(seed, seconds)
    assert (60 / tempo_curve(piece, seed)).sum() > seconds + 2


def test_a_minute_holds_a_ramp_a_jump_and_a_drift_for_many_seeds():
    for seed in range(5):
        kinds = {(s.gesture.beats > 0) + (s.gesture.beats == s.beats) for s in islice(sections(seed), 3)}
        assert kinds == {0, 1, 2}
