"""An OSC program as people run beside the bridge: one socket that speaks and hears."""

from __future__ import annotations

import socket
import time

import pytest
from pythonosc.osc_message_builder import build_msg
from pythonosc.osc_packet import OscPacket


class Ear:
    """Hears OSC on a port of its own and speaks from it (or, like Max, from another)."""

    def __init__(self, to_port: int) -> None:
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.bind(("127.0.0.1", 0))
        self.port = self._sock.getsockname()[1]
        self._to = ("127.0.0.1", to_port)
        self._asked: set[int] = set()
        self.heard: list[tuple[float, str, list]] = []

    def __enter__(self) -> Ear:
        return self

    def __exit__(self, *_) -> None:
        self._sock.close()

    def say(self, address: str, *args) -> None:
        self.throw(build_msg(address, list(args)).dgram)

    def throw(self, datagram: bytes) -> None:
        self._sock.sendto(datagram, self._to)

    def listen(self, seconds: float) -> None:
        """Hear what comes in ``seconds``."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._sock.settimeout(left)
            try:
                data = self._sock.recv(65536)
            except TimeoutError:
                return
            now = time.monotonic()
            self.heard += [(now, m.message.address, list(m.message)) for m in OscPacket(data).messages]

    def until(self, address: str, seconds: float = 10.0, accept=lambda args: True) -> list:
        """The arguments of the first message to ``address`` not asked for before that is accepted."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for i, (_, heard, args) in enumerate(self.heard):
                if i not in self._asked and heard == address and accept(args):
                    self._asked.add(i)
                    return args
            self.listen(0.02)
        return pytest.fail(f"no {address} within {seconds:g} s")

    def forget(self) -> None:
        """Begin anew."""
        self.heard.clear()
        self._asked.clear()

    def all(self, address: str) -> list[tuple[float, list]]:
        return [(t, args) for t, heard, args in self.heard if heard == address]
