import os
import signal
import sys
import time
from pathlib import Path

import pytest

from bridge.app.child import SPAWN, Child


def sleeper():
    time.sleep(60)


def leaver(code):
    sys.exit(code)


def single(told):
    told.put(Path("/proc/self/environ").read_text())


def stubborn(deaf):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    deaf.set()
    time.sleep(60)


def wait_for(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Clock:
    """The time that a child is looked at, in the test's hand."""

    now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("bridge.app.child.time", made := Clock())
    return made


def pause_of(child, clock):
    """Seconds from the first look at a ``leaver`` that died to its next start."""
    wait_for(lambda: child.exitcode == 3)
    clock.now += 0.01
    died = clock.now
    while not child.revive():
        clock.now += 0.01
    return clock.now - died


def end(child):
    child.ask_to_leave()
    child.leave()


def test_a_killed_child_is_started_again():
    child = Child("sleeper", sleeper, ())
    child.start()
    first = child.pid
    os.kill(first, signal.SIGKILL)
    wait_for(child.revive)
    assert child.pid != first
    assert child.restarts == 1
    end(child)


def test_a_child_that_is_done_is_left_alone():
    child = Child("leaver", leaver, (0,))
    child.start()
    wait_for(lambda: child.exitcode == 0)
    assert not child.revive()


def test_a_child_that_fails_again_and_again_is_tried_less_and_less_often(clock):
    child = Child("leaver", leaver, (3,))
    child.start()
    pauses = [pause_of(child, clock) for _ in range(3)]
    assert pauses[2] > pauses[1] > pauses[0]
    end(child)


def test_asked_to_leave_a_child_leaves():
    child = Child("sleeper", sleeper, ())
    child.start()
    end(child)
    assert child.exitcode == -signal.SIGTERM


@pytest.mark.slow
def test_a_child_that_will_not_leave_is_killed(monkeypatch):
    monkeypatch.setattr("bridge.app.child.PATIENCE", 0.5)
    deaf = SPAWN.Event()
    child = Child("stubborn", stubborn, (deaf,))
    child.start()
    assert deaf.wait(30)
    end(child)
    assert child.exitcode == -signal.SIGKILL


def test_a_child_that_had_worked_for_a_while_is_started_again_sooner(clock, monkeypatch):
    child = Child("leaver", leaver, (3,))
    child.start()
    pauses = [pause_of(child, clock) for _ in range(3)]
    monkeypatch.setattr("bridge.app.child.STEADY", 0.0)
    assert pause_of(child, clock) < pauses[-1]
    end(child)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_child_begins_with_one_thread_for_linear_algebra(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    told = SPAWN.Queue()
    child = Child("single", single, (told,))
    child.start()
    assert "OPENBLAS_NUM_THREADS=1" in told.get(timeout=20).split("\0")
    end(child)
