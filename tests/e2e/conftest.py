"""One jackd a module: a concert takes half a minute, its facts are many."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from tests import jack


@pytest.fixture(scope="module")
def module_jackd(request) -> Iterator[str]:
    """A private synchronous JACK server; the environment points at it.

    One that listens to what keeps no better time than the server's period sets a shorter ``JACK_PERIOD``.
    """
    with jack.jackd(period=getattr(request.module, "JACK_PERIOD", jack.PERIOD)) as name:
        before = dict(os.environ)
        os.environ.update(jack.environment(name))
        yield name
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="module")
def free_port() -> int:
    """A UDP port that nobody used a moment ago, nor the next one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
