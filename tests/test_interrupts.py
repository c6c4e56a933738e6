"""Ctrl-C, put off: none is lost, and none comes at a bad moment."""

import signal
import threading

import pytest

from bridge.interrupts import held_back


@pytest.fixture(autouse=True)
def heard():
    """A shell that runs the tests in the background has let them ignore SIGINT; a terminal does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted_in_the_block(done):
    with held_back():
        signal.raise_signal(signal.SIGINT)
        done.append("all of the block")


def test_one_that_comes_in_the_block_is_heeded_at_its_end():
    done = []
    with pytest.raises(KeyboardInterrupt):
        interrupted_in_the_block(done)
    assert done == ["all of the block"]


def test_without_one_nothing_is_raised_and_the_next_is_heeded_at_once():
    with held_back():
        pass
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_process_that_is_deaf_to_it_stays_so():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with held_back():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_go_through_the_block_untouched():
    passed = []

    def walk():
        with held_back():
            passed.append(True)

    thread = threading.Thread(target=walk)
    thread.start()
    thread.join()
    assert passed == [True]
