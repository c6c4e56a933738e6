"""A client of JACK's server: opened under its own name, or waited for when the server has gone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from bridge.errors import BridgeError

PATIENCE = 2.0
"""Seconds to wait for the client of a killed predecessor to vanish."""
RETRY = 0.1
"""Seconds between two attempts."""


def opened(name: str) -> Any:
    """A new client of that very name; raises BridgeError without JACK, its server, or when it is taken."""
    jack = _library()
    until = time.monotonic() + PATIENCE
    while True:
        try:
            client = jack.Client(name, no_start_server=True)
        except jack.JackOpenError:
            raise BridgeError(_no_server()) from None
        if client.name == name:
            return client
        client.close()  # the server has given it another name, for this one is taken
        if time.monotonic() > until:
            raise BridgeError(_taken(name))
        time.sleep(RETRY)


def awaited(name: str, leaving: Callable[[float], bool]) -> Any:
    """The same for one that has worked before: waits for the server; None when asked to leave meanwhile."""
    while not leaving(RETRY):
        try:
            return opened(name)
        except BridgeError:
            continue
    return None


def _library() -> Any:
    try:
        import jack
    except OSError:
        raise BridgeError('JACK is not installed: sudo apt install jackd2, or use kind = "virtual"') from None
    jack.set_error_function(lambda text: None)
    jack.set_info_function(lambda text: None)
    return jack


def _no_server() -> str:
    name = os.environ.get("JACK_DEFAULT_SERVER", "default")
    return (
        f'no JACK server {name!r} is running: start it (jackd, qjackctl or PipeWire), or use kind = "virtual"'
    )


def _taken(name: str) -> str:
    return f"JACK already has a client {name!r}: end the other leaderbridge, or use another JACK server"
