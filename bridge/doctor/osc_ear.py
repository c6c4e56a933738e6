"""The running bridge, by OSC: whether there is one, and when its beats fall."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

import numpy as np
from pythonosc.osc_message_builder import OscMessageBuilder
from pythonosc.osc_packet import OscPacket

from bridge.doctor.heard import F64
from bridge.outputs.osc_server import MALFORMED
from bridge.outputs.protocol import ROOT
from bridge.types import PPQN

PATIENCE = 0.5
"""Seconds in which a bridge that runs has answered."""
EVERYWHERE = ("0.0.0.0", "")
"""What a bridge listens on that is asked here, at home."""
_SIZE = 1 << 16


def answers(host: str, port: int) -> bool:
    """Whether a bridge listens at ``host:port``: it is asked how things stand, and nothing else."""
    with _socket(host) as sock:
        _send(sock, host, port, "query")
        until = time.monotonic() + PATIENCE
        return any(address.startswith(ROOT) for address in _heard(sock, lambda: time.monotonic() > until))


class BeatEar:
    """Hears the beats of the bridge at ``host:port`` in a thread of its own, for less than half a minute."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._sock = _socket(host)
        self._over = False
        self._beats: list[float] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        _send(self._sock, self._host, self._port, "subscribe", self._sock.getsockname()[1])
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._over = True
        self._thread.join()
        _send(self._sock, self._host, self._port, "unsubscribe")
        self._sock.close()

    def _listen(self) -> None:
        for address in _heard(self._sock, lambda: self._over):
            if address == f"{ROOT}beat":
                self._beats.append(time.monotonic())

    def clocks(self, host0: float) -> F64:
        """When the beat's 24ths fell, seconds from host second ``host0`` on; empty for less than two beats.

        A beat comes late by what the computer and the network were busy: some tenths of a millisecond.
        """
        beats = np.array(self._beats) - host0
        if len(beats) < 2:
            return np.zeros(0)
        return np.interp(np.arange((len(beats) - 1) * PPQN + 1) / PPQN, np.arange(len(beats)), beats)


def _socket(host: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1" if _at_home(host).startswith("127.") else "", 0))
    return sock


def _at_home(host: str) -> str:
    return "127.0.0.1" if host in (*EVERYWHERE, "localhost") else host


def _send(sock: socket.socket, host: str, port: int, word: str, *numbers: int) -> None:
    builder = OscMessageBuilder(f"{ROOT}{word}")
    for number in numbers:
        builder.add_arg(number, "i")
    with suppress(OSError):  # no such host, or nobody there: then there is no answer either
        sock.sendto(builder.build().dgram, (_at_home(host), port))


def _heard(sock: socket.socket, over: Callable[[], bool]) -> Iterator[str]:
    """The addresses of what comes in, until ``over``."""
    while not over():
        if not select.select([sock], [], [], 0.05)[0]:
            continue
        with suppress(OSError, *MALFORMED):
            yield from [timed.message.address for timed in OscPacket(sock.recv(_SIZE)).messages]
