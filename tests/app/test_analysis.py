import time

import numpy as np
import pytest

from bridge.app.analysis import NAP, Analysis, Task, in_host_time, in_stream_time
from bridge.app.listeners import Listeners
from bridge.audio.ring import Ring
from bridge.clock.hostfit import HostFit
from bridge.config import Config
from bridge.leader import Leader
from bridge.outputs.asked import Asked
from bridge.outputs.board import Board
from bridge.outputs.mailbox import Outboxes, mailbox
from bridge.outputs.process import Wiring
from bridge.types import RATE, Beat, Bus, Command, State, Timeline, Transport

FRAMES = 1024
BUSES = (Bus("drums"), Bus("bass"))
SILENCE = np.zeros((2, FRAMES), np.float32)


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


@pytest.fixture
def heir():
    """An analysis whose predecessor is dead: its board, the ring, and the host second of the stream's 0."""
    board, ring = Board.create(), Ring.create(2)
    (outbox, news), (asking, commands) = mailbox(), mailbox()
    now = time.monotonic()
    beat = Beat(now, State.FOLLOWING, 120.0, 1.0, Timeline(120.0, 0.0, now), Transport(True, True))
    board.publish(beat, ())
    ring.begin(RATE, FRAMES)
    task = Task(Config(), BUSES, ring.name, Listeners(Outboxes(()), None), commands, (), ())
    analysis = Analysis(task, Wiring("analysis", board.name, "", outbox), Leader(BUSES), [])
    analysis.ask = asking
    yield analysis, board, ring, now
    for each in (board, ring, news, outbox, asking, commands):
        each.unlink() if hasattr(each, "unlink") else each.close()


def play(ring, first, last, origin):
    """Silence for the stream's periods ``first`` to ``last``."""
    for k in range(first, last):
        ring.write(SILENCE, round((origin + (k + 1) * FRAMES / RATE) * 1e9), 0)


def test_an_heir_says_nothing_about_the_past_and_takes_the_beat_over_where_it_is(heir):
    analysis, board, ring, now = heir
    analysis.ask.send(Asked(Command("stop"), None))
    before = board.read().beat.timeline
    origin, played = now - 3.0, 100
    play(ring, 0, played, origin)
    analysis.serve()
    assert board.read().beat.timeline == before, "what lies 0.7 s back is the dead one's to tell"
    while (after := board.read().beat).timeline == before and time.monotonic() < now + 4.0:
        due = int((time.monotonic() - origin) * RATE / FRAMES)
        play(ring, played, due, origin)
        played = due
        analysis.serve()
    assert after.timeline != before
    assert after.timeline.beat_at(now + 0.1) == pytest.approx(before.beat_at(now + 0.1), abs=0.01)
    while board.read().beat.transport.playing and time.monotonic() < now + 6.0:
        analysis.serve()
        play(ring, played, played + 1, origin)
        played += 1
    assert not board.read().beat.transport.playing, "what was asked meanwhile is done afterwards"


def test_without_any_sound_the_time_goes_on_and_what_a_person_asks_is_done(heir):
    analysis, board, ring, now = heir
    play(ring, 0, 128, now - 128 * FRAMES / RATE)

    def once(true, seconds=10.0):
        until = time.monotonic() + seconds
        while not true(beat := board.read().beat) and time.monotonic() < until:
            if not analysis.serve():
                time.sleep(NAP)
        assert true(beat)
        return beat

    once(lambda beat: beat.state is State.HOLDING)
    analysis.ask.send(Asked(Command("set_tempo", (90.0,)), None))
    beat = once(lambda beat: beat.state is State.MANUAL)
    assert beat.bpm == pytest.approx(90.0, abs=0.1)
    once(lambda after: after.t > beat.t + 1.0 and time.monotonic() - after.t < 0.15)
