"""Whose turn it is: the first's while it lives, the other's when it is dead or silent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from bridge.outputs.standby import HERE, LOOK, SILENT, Duty, Place, Shared, Word
from tests.jack import wait_for

SPAWN = multiprocessing.get_context("spawn")
pytestmark = pytest.mark.skipif(not HERE, reason="only Linux tells for certain that a process is dead")


def first(name):
    """The first process: plays whenever it may."""
    duty = Duty.attach(name, Place.FIRST)
    duty.prepare()
    while True:
        duty.look()
        duty.mine()
        time.sleep(LOOK)


@pytest.fixture
def shared():
    shared = Shared()
    yield shared
    shared.unlink()


@pytest.fixture
def begin(shared):
    """Starts a first process; gives it."""
    running = []

    def start():
        process = SPAWN.Process(target=first, args=(shared.name,))
        process.start()
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.join()


@pytest.fixture
def other(shared):
    duty = Duty.attach(shared.name, Place.STANDBY)
    duty.prepare()
    yield duty
    duty.close()


def looked(duty, until, seconds=10.0):
    """Looks as often as the main thread does, with a cycle each, until ``until()``."""

    def look():
        duty.look()
        duty.mine()
        time.sleep(LOOK)
        return until()

    wait_for(look, seconds)


def test_nobody_takes_the_turn_of_one_who_has_not_begun(other):
    for _ in range(3 * SILENT):
        other.look()
        assert not other.mine()
    assert not other.heir


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_the_turn_of_the_dead_or_silent_is_taken_once_all_is_connected_and_given_back(other, begin, how):
    process = begin()
    looked(other, lambda: other._other[Word.PLAYING])
    assert not other.heir
    os.kill(process.pid, how)
    looked(other, lambda: other.heir)
    process.join(1)
    assert process.exitcode == -signal.SIGKILL
    assert not other.mine(), "its ports are not connected yet"
    other.succeed()
    assert other.mine()
    begin()
    looked(other, lambda: not other.playing)
    looked(other, lambda: other._other[Word.PLAYING])
    assert not other.heir


def test_nobody_plays_before_it_is_heard(shared):
    heard = []
    duty = Duty.attach(shared.name, Place.FIRST)
    duty.prepare(lambda: bool(heard))
    assert not duty.mine()
    heard.append("by all")
    assert duty.mine()
    heard.clear()
    assert duty.mine(), "who has been heard plays on"
    duty.close()


def test_an_heir_keeps_the_connections_until_it_is_heard(begin, other):
    process = begin()
    looked(other, lambda: other._other[Word.PLAYING])
    assert not other.patched
    process.kill()
    looked(other, lambda: other.heir)
    other.succeed(lambda: False)
    assert not other.mine()
    assert other.patched


def test_what_the_one_who_played_held_for_true_is_known_to_its_successor(shared, other):
    assert other.noted() is None
    before = Duty.attach(shared.name, Place.FIRST)
    before.note(12345, 67.5)
    assert other.noted() == (12345, pytest.approx(67.5))
    before.close()
