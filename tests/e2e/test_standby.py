"""A clock that dies or falls silent is replaced within 100 ms, and no clock is missing afterwards."""

from __future__ import annotations

import os
import signal
import time

import numpy as np
import pytest

from tests import jack
from tests.e2e.rigs import FIRST, STANDBY, connections, revived, rig_and_ear
from tests.jack import wait_for
from tests.outputs.rig import beat, playing

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BPM = 120
CLOCK = 60 / BPM / 24
TAKEOVER = {signal.SIGKILL: 0.1, signal.SIGSTOP: 0.03 + 0.1}
"""Seconds in which the other must play; who is stopped is dead after 30 ms."""


@pytest.fixture
def server(monkeypatch):
    """A server as musicians run it: a synchronous one waits itself for a client that has died.

    Its periods are those of a stage: the graph of clients takes two to change.
    """
    with jack.jackd(period=1024, synchronous=False) as name:
        for key, value in jack.environment(name).items():
            monkeypatch.setenv(key, value)
        yield name


def gaps_of(ear):
    """Seconds between the clocks after the one Start, whose number must be that of the time that passed."""
    start = ear.messages().index(b"\xfa")
    assert b"\xfa" not in ear.messages()[start + 1 :]
    frames = np.array([frame for frame, data in ear.heard[start + 1 :] if data == b"\xf8"])
    due = (frames[-1] - frames[0]) / ear.rate / CLOCK + 1
    assert -2 < len(frames) - due < 2 + ear.slip() / CLOCK
    return np.diff(frames) / ear.rate


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_the_standby_takes_over_within_100_ms_and_gives_the_turn_back(server, udp_port, how):
    with rig_and_ear(udp_port) as (rig, ear):
        wait_for(lambda: connections(ear) == {FIRST}, 5)
        rig.board.publish(beat(BPM, transport=playing(at_beat=2)))
        wait_for(lambda: len(ear.clocks()) > 100, 15)
        os.kill(rig.children["jack"].pid, how)
        wait_for(lambda: connections(ear) == {STANDBY}, 5)
        time.sleep(1.0)
        revived(rig, "jack")
        wait_for(lambda: connections(ear) == {FIRST}, 10)
        time.sleep(1.0)
        os.kill(rig.children["standby"].pid, how)
        revived(rig, "standby")
        wait_for(lambda: connections(ear) == {FIRST}, 10)
        time.sleep(0.5)
        assert rig.health()["jack"].sent == pytest.approx(len(ear.heard), abs=3), "the count goes on"
    assert gaps_of(ear).max() < TAKEOVER[how] + CLOCK
    assert ear.messages()[-1] == b"\xfc"


def test_a_start_that_was_asked_for_before_the_clock_died_still_comes_at_its_bar(server, udp_port):
    with rig_and_ear(udp_port) as (rig, ear):
        wait_for(lambda: connections(ear) == {FIRST}, 5)
        posted = beat(BPM, transport=playing(at_beat=6))
        rig.board.publish(posted)
        wait_for(lambda: len(ear.clocks()) > 40, 15)
        os.kill(rig.children["jack"].pid, signal.SIGKILL)
        wait_for(lambda: b"\xfa" in ear.messages(), 10)
        time.sleep(0.2)
    start = ear.messages().index(b"\xfa")
    assert b"\xfa" not in ear.messages()[start + 1 :]
    downbeat = posted.timeline.beat_at(ear.host(ear.heard[start + 1][0]))
    assert (downbeat - 6 + 2) % 4 == pytest.approx(2, abs=0.02 + ear.slip() * BPM / 60)
