"""One jackd a module, one gig and one browser: a concert takes half a minute, its facts are many."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from tests import jack
from tests.e2e.browser import chromium, opened
from tests.e2e.show import show
from tests.jack import wait_for


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


@pytest.fixture(scope="module")
def gig(tmp_path_factory):
    """A bridge that follows the band."""
    with show(tmp_path_factory.mktemp("show")) as gig:
        gig.radio.until("/bridge/state", lambda args: args == ["following"], since=0.0, seconds=60)
        yield gig


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(gig, browser):
    with opened(browser, gig.url) as page:
        yield page


@pytest.fixture
def steady(gig, page):
    """A page of a bridge at 100 BPM that follows nobody and plays: what is asked alone changes it."""
    gig.say("/bridge/set_tempo", 100.0)
    gig.say("/bridge/start")
    wait_for(lambda: gig.radio.last("/bridge/state") == ["manual"])
    wait_for(lambda: gig.radio.last("/bridge/transport") == ["playing"])
    wait_for(lambda: abs(gig.radio.last("/bridge/tempo")[0] - 100) < 0.1)
    wait_for(lambda: page.text_content("#bpm") == "100.0")
    yield page
    for address, *args in (("manual", 0), ("hold", 0), ("lead", "auto")):
        gig.say(f"/bridge/{address}", *args)
