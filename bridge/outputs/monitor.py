"""Prints the OSC that arrives: what a patch would see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bridge.outputs.osc_server import Server


def listen(port: int, host: str = "127.0.0.1", say: Callable[[str], None] = print) -> None:
    """Say each OSC message that comes to ``port``, one line each, until KeyboardInterrupt.

    Raises BridgeError when the port cannot be had. Floats are shown with four digits.
    """
    with Server(host, port, "--host, --port") as server:
        server.dispatcher.set_default_handler(lambda address, *args: say(line(address, args)))
        server.serve_forever()


def line(address: str, args: tuple[Any, ...]) -> str:
    """One message as a person reads it."""
    return " ".join((address, *(f"{a:.4f}" if isinstance(a, float) else str(a) for a in args)))
