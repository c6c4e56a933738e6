"""Prints the OSC that arrives: what a patch would see."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pythonosc.dispatcher import Dispatcher

from bridge.errors import one_line
from bridge.outputs.asked import Address
from bridge.outputs.osc_server import MALFORMED, Server


def _print(words: str) -> None:
    print(words, flush=True)  # also into a pipe each line goes at once


def listen(port: int, host: str = "127.0.0.1", say: Callable[[str], None] = _print) -> None:
    """Say each OSC message that comes to ``port``, one line each, until KeyboardInterrupt.

    Raises BridgeError when the port cannot be had, and what ``say`` raises. Floats have four digits.
    """
    with _Door(host, port, "--host, --port") as server:
        server.hear(_Ear(say))
        server.serve_forever()


def line(address: str, args: tuple[Any, ...]) -> str:
    """One message as a person reads it; what would steer a terminal is shown as a question mark."""
    return one_line(" ".join((address, *(f"{a:.4f}" if isinstance(a, float) else str(a) for a in args))))


class _Door(Server):
    """Lets out what is raised while a datagram is heard, in place of a traceback for each."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Raise again what was raised."""
        raise  # noqa: PLE0704 (called where it is being handled)


class _Ear(Dispatcher):
    """Says every message; passes over what is no OSC, as a patch does."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(strict_timing=False)
        self.set_default_handler(lambda address, *args: say(line(address, args)))

    def call_handlers_for_packet(self, data: bytes, client_address: Address) -> list[Any]:
        """Say what a datagram holds."""
        with suppress(*MALFORMED):
            return list(super().call_handlers_for_packet(data, client_address))
        return []
