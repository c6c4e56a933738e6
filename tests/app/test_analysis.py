import pytest

from bridge.app.analysis import in_host_time, in_stream_time
from bridge.clock.hostfit import HostFit
from bridge.types import Beat, State, Timeline, Transport


def test_a_sound_card_that_runs_fast_does_not_move_the_beat_in_host_time():
    fit = HostFit()
    for k in range(1, 20_000):
        stream = k * 0.005
        fit.push(stream, round((50.0 + stream / 1.0001) * 1e9))
    beat = Beat(99.0, State.FOLLOWING, 120.0, 1.0, Timeline(120.0, 0.0, 99.0), Transport())
    host = in_host_time(beat, fit)
    assert host.timeline.bpm == pytest.approx(120.0 * 1.0001, rel=1e-6)
    assert host.timeline.beat_at(50.0 + 99.5 / 1.0001) == pytest.approx(1.0, abs=1e-3)


def test_without_a_beat_there_is_nothing_to_move():
    fit = HostFit()
    beat = Beat(1.0, State.WAITING, 0.0, 0.0, None, Transport())
    assert in_host_time(beat, fit).timeline is None


def test_host_time_and_stream_time_are_inverse():
    fit = HostFit()
    for k in range(1, 2000):
        fit.push(k * 0.01, round((7.0 + k * 0.01) * 1e9))
    line = Timeline(133.0, 5.5, 12.0)
    beat = Beat(12.0, State.FOLLOWING, 133.0, 1.0, line, Transport())
    back = in_stream_time(in_host_time(beat, fit).timeline, fit)
    assert (back.bpm, back.beat_at(20.0)) == pytest.approx((line.bpm, line.beat_at(20.0)))
