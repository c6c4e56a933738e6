from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bridge.clock.glide import steer
from bridge.clock.settings import ClockSettings
from bridge.types import Timeline

DT = 512 / 44_100
SETTINGS = ClockSettings()


def glide(clock, target, seconds):
    t, lines = 0.0, [clock]
    while t < seconds:
        t += DT
        lines.append(steer(lines[-1], target, t, DT, SETTINGS))
    return lines, t


@given(st.floats(50, 200), st.floats(-0.49, 0.49), st.floats(0.9, 1.1))
def test_the_tempo_never_changes_faster_than_the_slew_and_the_beat_never_jumps(bpm, error, ratio):
    lines, _ = glide(Timeline(bpm, error, 0.0), Timeline(bpm * ratio, 0.0, 0.0), 3.0)
    for before, after in pairwise(lines):
        assert abs(after.bpm / before.bpm - 1) <= SETTINGS.slew / 100 * DT * 1.001
        assert abs(after.beat_at(after.t0) - before.beat_at(after.t0)) < 1e-9


@given(st.floats(60, 200), st.floats(-0.45, 0.45))
def test_the_bend_stays_within_its_limit_and_ends_on_the_beat(bpm, error):
    target = Timeline(bpm, 0.0, 0.0)
    lines, t = glide(Timeline(bpm, error, 0.0), target, 14.0)
    assert max(abs(line.bpm / bpm - 1) for line in lines) <= SETTINGS.bend / 100 + 1e-6
    assert abs(lines[-1].beat_at(t) - target.beat_at(t)) < 0.01


@given(st.floats(0.1, 0.45))
def test_a_phase_error_is_glided_out_without_swinging_past(error):
    target = Timeline(120.0, 0.0, 0.0)
    lines, _ = glide(Timeline(120.0, error, 0.0), target, 10.0)
    past = min(line.beat_at(line.t0) - target.beat_at(line.t0) for line in lines)
    assert past > -0.05
