"""Values between processes: whole or not at all, and nobody waits."""

import multiprocessing
import os
import signal
import time

import pytest

from bridge.outputs import mailbox as module
from bridge.outputs.mailbox import KEPT, Inbox, Outbox, Outboxes, mailbox
from tests.jack import wait_for

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(params=["unix", "loopback"])
def pipe(request, monkeypatch):
    if request.param == "loopback":
        monkeypatch.delattr(module.socket, "AF_UNIX")
    outbox, inbox = mailbox()
    yield outbox, inbox
    outbox.close()
    inbox.close()


def test_values_come_out_in_order(pipe):
    outbox, inbox = pipe
    for i in range(5):
        outbox.send(("value", i))
    assert [inbox.receive(1.0) for _ in range(5)] == [("value", i) for i in range(5)]


def test_an_empty_mailbox_does_not_keep_anyone(pipe):
    assert pipe[1].receive() is None
    assert pipe[1].drain() == []


def test_one_value_reaches_every_listener_though_one_of_them_does_not_listen():
    (awake, inbox), (asleep, never_read) = mailbox(), mailbox()
    both = Outboxes((asleep, awake))
    for i in range(5000):
        both.send(i)
        assert inbox.receive(1.0) == i
    assert asleep.dropped > 0
    for end in (awake, inbox, asleep, never_read):
        end.close()


def test_a_full_pipe_drops_the_oldest_kept_and_counts_it():
    outbox, inbox = mailbox()
    sent = 0
    while outbox.dropped < 10:
        outbox.send(sent)
        sent += 1
    got = []
    while values := inbox.drain():
        got += values
        outbox.flush()
    assert got == sorted(got)
    assert got[-1] == sent - 1
    assert len(got) == sent - outbox.dropped
    assert sent > KEPT
    outbox.close()
    inbox.close()


def test_a_full_loopback_keeps_nobody_waiting(monkeypatch):
    monkeypatch.delattr(module.socket, "AF_UNIX")
    outbox, inbox = mailbox()
    for i in range(5000):
        outbox.send(i)
    got = inbox.drain(10_000)
    assert got == sorted(got)
    outbox.close()
    inbox.close()


def test_a_value_too_large_for_a_datagram_is_dropped_and_counted(pipe):
    outbox, inbox = pipe
    outbox.send(b"x" * 10_000_000)
    outbox.send("next")
    assert inbox.receive(1.0) == "next"
    assert outbox.dropped == 1


def test_what_cannot_be_read_is_counted_and_passed_over(pipe):
    outbox, inbox = pipe
    outbox._sock.send(b"\x80no pickle")
    outbox.send("next")
    assert inbox.receive(1.0) == "next"
    assert inbox.broken == 1


def _echo(inbox: Inbox, outbox: Outbox) -> None:
    while True:
        if (value := inbox.receive(1.0)) is not None:
            outbox.send((os.getpid(), value))


def _spawn(inbox, outbox):
    process = SPAWN.Process(target=_echo, args=(inbox, outbox))
    process.start()
    return process


def test_a_pipe_survives_the_death_of_a_child(pipe):
    to_child, childs_in = pipe
    childs_out, from_child = mailbox()
    for text in ("one", "two"):
        child = _spawn(childs_in, childs_out)
        to_child.send(text)
        assert from_child.receive(20.0) == (child.pid, text)
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    childs_out.close()
    from_child.close()


def _flood(outbox: Outbox) -> None:
    while True:
        outbox.send("x" * 5000)


def test_a_sender_killed_at_any_moment_leaves_only_whole_values(pipe):
    outbox, inbox = pipe
    child = SPAWN.Process(target=_flood, args=(outbox,))
    child.start()
    wait_for(inbox.receive)
    end = time.monotonic() + 0.2
    while time.monotonic() < end:
        assert inbox.receive() in (None, "x" * 5000)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert set(inbox.drain()) <= {"x" * 5000}
    outbox.send("alive")
    assert inbox.receive(1.0) == "alive"
    assert inbox.broken == 0
