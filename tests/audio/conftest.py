"""A private jackd for each test that needs one, and a child process to test in."""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager, nullcontext

import pytest

from tests import jack


@contextmanager
def jackd(synchronous=False, rate=48_000, period=256, name=None):
    """A dummy JACK server of its own, gone afterwards; gives its name and its process."""
    with jack.free_name() if name is None else nullcontext(name) as name:
        server = jack.start_jackd(name, rate, period, synchronous=synchronous)
        try:
            yield name, server
        finally:
            jack.stop(server, jack.LEAVING)


@pytest.fixture
def start_jackd():
    return jackd


@pytest.fixture
def spawned():
    """Starts targets in processes of their own and kills what is left of them afterwards."""
    context = multiprocessing.get_context("spawn")
    running = []

    def start(target, *args):
        mine, theirs = context.Pipe()
        process = context.Process(target=target, args=(*args, theirs), daemon=True)
        process.start()
        theirs.close()
        running.append(process)
        return process, mine

    yield start
    for process in running:
        process.kill()
        process.join()
