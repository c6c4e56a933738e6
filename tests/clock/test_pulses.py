"""Receivers of MIDI clock count clocks: none skipped, doubled or sent backwards."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.clock.pulses import GAP, PAUSE, Cursor, Pulse, pulses
from bridge.types import PPQN, Timeline, Transport

BEAT = 0.5
"""Seconds a beat at 120 BPM."""
LINE = Timeline(120.0, 0.0, 0.0)
TICKING = Transport(ticking=True)


def started(at_beat=4.0, serial=1, **more):
    return Transport(ticking=True, playing=True, action="start", serial=serial, at_beat=at_beat, **more)


def served(timeline, transport, seconds, cursor=None, t0=0.0, step=0.01):
    """All pulses of a stretch of time, asked for in windows of ``step`` seconds."""
    out, cursor = [], cursor or Cursor()
    for i in range(round(seconds / step)):
        due, cursor = pulses(timeline, transport, cursor, t0 + i * step, t0 + (i + 1) * step)
        out.extend(due)
    return out, cursor


def kinds(out):
    return [p.kind for p in out if p.kind != "clock"]


def clocks(out):
    return [p.data for p in out if p.kind == "clock"]


def test_no_clocks_unless_the_transport_ticks():
    assert served(LINE, Transport(), 2.0)[0] == []


def test_no_clocks_without_a_beat():
    assert served(None, TICKING, 2.0)[0] == []


def test_a_ticking_clock_sends_24_a_beat_on_the_grid():
    out, _ = served(LINE, TICKING, 2.0)
    assert clocks(out) == list(range(96))
    assert all(p.t == pytest.approx(p.data * BEAT / PPQN, abs=1e-12) for p in out)


def test_start_goes_out_half_a_clock_before_its_beat():
    out, cursor = served(LINE, started(at_beat=2), 2.0)
    at = kinds(out).index("start")
    start = next(p for p in out if p.kind == "start")
    assert at == 0
    assert start.t == pytest.approx(2 * BEAT - BEAT / PPQN / 2)
    assert out[out.index(start) + 1].data == 2 * PPQN
    assert cursor.playing


def test_a_start_seen_too_late_waits_for_the_next_bar():
    out, _ = served(LINE, started(at_beat=4), 6.0, t0=2.5)
    start = next(p for p in out if p.kind == "start")
    assert out[out.index(start) + 1].data == 8 * PPQN


def test_a_bar_is_as_long_as_the_meter_says():
    out, _ = served(LINE, started(at_beat=4, meter=(3, 4)), 6.0, t0=2.5)
    start = next(p for p in out if p.kind == "start")
    assert out[out.index(start) + 1].data == 7 * PPQN


def test_an_action_is_obeyed_once():
    out, cursor = served(LINE, started(), 4.0)
    again, _ = served(LINE, started(), 4.0, cursor, 4.0)
    assert kinds(out + again) == ["start"]


def test_stop_goes_out_at_once_and_the_clocks_go_on():
    _, cursor = served(LINE, started(), 3.0)
    stop = Transport(ticking=True, action="stop", serial=2)
    out, cursor = served(LINE, stop, 1.0, cursor, 3.0)
    assert kinds(out) == ["stop"]
    assert next(p for p in out if p.kind == "stop").t < 3.0 + 2 * GAP
    assert len(clocks(out)) == 48
    assert not cursor.playing


def test_a_stop_withdraws_a_start_that_still_waits():
    _, cursor = served(LINE, started(at_beat=8), 1.0)
    out, _ = served(LINE, Transport(ticking=True, action="stop", serial=2), 5.0, cursor, 1.0)
    assert kinds(out) == ["stop"]


def test_when_the_clocks_cease_a_playing_receiver_is_stopped():
    _, cursor = served(LINE, started(), 3.0)
    out, _ = served(None, started(), 1.0, cursor, 3.0)
    assert [p.kind for p in out] == ["stop"]


def test_a_resync_is_stop_position_zero_pause_start():
    _, cursor = served(LINE, started(), 3.0)
    out, _ = served(LINE, started(at_beat=8, serial=2, rewind=True), 3.0, cursor, 3.0)
    assert kinds(out) == ["stop", "position", "start"]
    _, position, start = (p for p in out if p.kind != "clock")
    assert position.data == 0
    assert start.t >= position.t + PAUSE - 2 * GAP
    assert out[out.index(start) + 1].data == 8 * PPQN


def test_continue_waits_out_the_pause_after_its_position():
    go = Transport(ticking=True, playing=True, action="continue", serial=1, at_beat=1, position=16)
    out, _ = served(LINE, go, 4.0, t0=0.47)
    assert kinds(out) == ["position", "continue"]
    position, go_on = (p for p in out if p.kind != "clock")
    assert position.data == 16
    assert out[out.index(go_on) + 1].data == 5 * PPQN


def test_a_start_while_playing_is_preceded_by_a_stop():
    _, cursor = served(LINE, started(), 3.0)
    out, _ = served(LINE, started(at_beat=8, serial=3), 3.0, cursor, 3.0)
    assert kinds(out) == ["stop", "start"]


def test_while_stopped_a_jump_of_the_beat_moves_the_count():
    _, cursor = served(LINE, TICKING, 2.0)
    out, _ = served(Timeline(120, 100, 2.0), TICKING, 1.0, cursor, 2.0)
    assert clocks(out) == list(range(2400, 2448))


def test_while_stopped_a_shift_of_a_clock_doubles_nothing():
    _, cursor = served(LINE, TICKING, 2.0)
    out, _ = served(LINE.moved(BEAT / PPQN), TICKING, 1.0, cursor, 2.0)
    assert clocks(out) == list(range(96, 96 + 47))


def test_while_playing_a_jump_forward_is_caught_up_spaced_apart():
    _, cursor = served(LINE, started(), 3.0)
    out, _ = served(Timeline(120, 6.5, 3.0), started(), 0.1, cursor, 3.0)
    assert clocks(out) == list(range(144, 144 + 12 + 5))
    assert all(b.t - a.t >= GAP - 1e-9 for a, b in pairwise(out))


def test_while_playing_beats_numbered_anew_keep_the_phase_and_the_flow():
    _, cursor = served(LINE, started(), 3.0)
    out, _ = served(Timeline(120, 1000.25, 3.0), started(), 1.0, cursor, 3.0)
    assert len(out) == 48 + 6
    assert clocks(out) == list(range(24_000, 24_054))


def test_a_suspended_process_catches_up_what_it_missed():
    _, cursor = served(LINE, started(), 3.0)
    out, _ = served(LINE, started(), 1.0, cursor, 4.0)
    assert clocks(out) == list(range(144, 144 + 96))


@st.composite
def publications(draw):
    """Timelines that bend by ±10 % without a jump, and the windows in which they are seen."""
    line, t, rows = Timeline(draw(st.floats(40, 240)), draw(st.floats(-8, 8)), 0.0), 0.0, []
    for _ in range(draw(st.integers(2, 60))):
        width = draw(st.sampled_from([0.0007, 0.0058, 0.0107, 0.0232, 0.11, 0.7]))
        late = draw(st.sampled_from([0.0, 0.004, 0.05]))
        rows.append((line, t, t + width))
        t += width
        line = line.retempo(line.bpm * draw(st.floats(0.9, 1.1)), t - late)
        line = Timeline(min(max(line.bpm, 30.0), 300.0), line.beat0, line.t0)
    return rows


@given(publications(), st.integers(0, 3), st.integers(1, 5))
def test_whatever_the_timeline_does_clocks_are_counted_on_by_one(rows, at_beat, restarts):
    cursor, out, playing_from = Cursor(), [], None
    for i, (line, t0, t1) in enumerate(rows):
        serial = 1 + i * restarts // len(rows)
        go = started(at_beat=line.beat_at(t0) // 1 + at_beat if serial > cursor.serial else 0, serial=serial)
        due, cursor = pulses(line, go, cursor, t0, t1)
        assert all(t0 <= p.t < t1 for p in due)
        out.extend(due)
        playing_from = cursor.clock
    assert playing_from is not None
    assert all(b.t - a.t >= GAP - 1e-9 for a, b in pairwise(out))
    _assert_each_start_is_followed_by_its_count(out)


def _assert_each_start_is_followed_by_its_count(out: list[Pulse]) -> None:
    count = None
    for before, pulse in pairwise(out):
        if before.kind in ("start", "continue"):
            assert pulse.kind in ("clock", "stop")
            count = pulse.data if pulse.kind == "clock" else None
            assert pulse.t - before.t >= GAP - 1e-9
        elif pulse.kind == "stop":
            count = None
        elif pulse.kind == "clock" and count is not None:
            count += 1
            assert pulse.data == count


@given(st.floats(40, 240), st.lists(st.floats(0.0005, 0.2), min_size=1, max_size=80))
def test_the_number_of_clocks_is_the_beats_times_24(bpm, widths):
    line, cursor, out, t = Timeline(bpm, 0.0, 0.0), Cursor(), [], -1.0
    for width in (0.99, *widths, 0.05):
        due, cursor = pulses(line, started(at_beat=0), cursor, t, t + width)
        out.extend(due)
        t += width
    played = out[kinds_index(out, "start") + 1 :] if any(p.kind == "start" for p in out) else []
    wanted = math.ceil(line.beat_at(t) * PPQN - 1e-9) if played else 0
    assert abs(len(played) - wanted) <= (1 if played and t - played[-1].t < 2 * GAP else 0)


def kinds_index(out, kind):
    return [p.kind for p in out].index(kind)


@given(
    st.lists(st.sampled_from(["start", "stop", "continue", "none"]), min_size=1, max_size=20),
    st.lists(st.booleans(), min_size=20, max_size=20),
)
def test_receivers_never_see_two_starts_without_a_stop_between(actions, ticking):
    cursor, out = Cursor(), []
    for serial, (action, on) in enumerate(zip(actions, ticking, strict=False), 1):
        t0 = serial * 0.3
        go = Transport(ticking=on, action=action, serial=serial, at_beat=t0 / BEAT // 1)
        due, cursor = pulses(LINE, go, cursor, t0, t0 + 0.3)
        out.extend(due)
    begun = [p.kind in ("start", "continue") for p in out if p.kind not in ("clock", "position")]
    assert not any(a and b for a, b in pairwise(begun))


def test_a_successor_takes_up_the_count_where_the_dead_one_left_it():
    _, cursor = served(LINE, started(), 3.0)
    heir = Cursor(cursor.clock, cursor.serial, cursor.playing, cursor.sent)
    out, _ = served(LINE, started(), 1.0, heir, 3.2)
    assert kinds(out) == []
    assert clocks(out)[0] == cursor.clock


@st.composite
def wishes(draw):
    """What people ask at random moments: ``(action, position, rewind)``."""
    action = draw(st.sampled_from(["start", "stop", "continue", "none"]))
    position = draw(st.integers(0, 500)) if action == "continue" else -1
    return action, position, action == "start" and draw(st.booleans())


@given(st.lists(wishes(), min_size=1, max_size=20), st.sampled_from([0.004, 0.03, 0.3]))
def test_a_song_position_comes_only_while_stopped_and_a_pause_before_going_on(asked, step):
    cursor, out, t0 = Cursor(), [], 0.0
    for serial, (action, position, rewind) in enumerate(asked, 1):
        go = Transport(
            ticking=True,
            action=action,
            serial=serial,
            at_beat=t0 / BEAT // 1 + 1,
            position=position,
            rewind=rewind,
        )
        due, cursor = pulses(LINE, go, cursor, t0, t0 + step)
        out.extend(due)
        t0 += step
    due, _ = pulses(LINE, go, cursor, t0, t0 + 5.0)
    plays, told = False, -math.inf
    for pulse in (*out, *due):
        if pulse.kind == "position":
            assert not plays
            told = pulse.t
        elif pulse.kind in ("start", "continue"):
            assert pulse.t - told >= PAUSE - len(asked) * 2 * GAP
        plays = pulse.kind in ("start", "continue") or (plays and pulse.kind != "stop")


@given(publications(), st.integers(0, 2))
def test_a_finer_grid_has_its_clocks_on_the_same_moments_and_starts_with_the_same_one(rows, at_beat):
    coarse, fine = Cursor(), Cursor(ppqn=2 * PPQN)
    out: dict[int, list[Pulse]] = {PPQN: [], 2 * PPQN: []}
    for line, t0, t1 in rows:
        go = started(at_beat=rows[0][0].beat_at(0) // 1 + at_beat)
        due, coarse = pulses(line, go, coarse, t0, t1)
        out[PPQN].extend(due)
        due, fine = pulses(line, go, fine, t0, t1)
        out[2 * PPQN].extend(due)
    begun = [
        (p.kind, after.data // grid)
        for grid, row in out.items()
        for p, after in pairwise(row)
        if p.kind != "clock"
    ]
    assert len(set(begun)) <= 1
    moments = {p.data: p.t for p in out[2 * PPQN] if p.kind == "clock" and p.t == p.due}
    for pulse in out[PPQN]:
        if pulse.kind == "clock" and pulse.t == pulse.due and 2 * pulse.data in moments:
            assert moments[2 * pulse.data] == pulse.t
