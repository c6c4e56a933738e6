"""One pipe a direction between two processes: whole values, never waiting, never torn.

Datagrams: a value arrives whole or not at all, and a process that dies in the middle of
anything leaves nothing half-written behind (a shared multiprocessing queue can be corrupted
so). The parent makes the pair, keeps both ends, and hands them to the children it spawns.
"""

from __future__ import annotations

import errno
import pickle
import select
import socket
from collections import deque
from dataclasses import dataclass
from typing import Any

BUFFER = 1 << 18
"""Bytes the system is asked to hold for each pipe."""
KEPT = 64
"""Values a sender keeps while the pipe is full (Linux holds ten datagrams by default)."""


class Outbox:
    """The end that sends. Thread-safe: no. Realtime-safe: no (pickles), but never blocks."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._waiting: deque[bytes] = deque()
        self.dropped = 0

    def __reduce__(self) -> tuple[Any, ...]:
        return Outbox, (self._sock,)

    def send(self, value: object) -> None:
        """Send ``value`` (picklable), or keep it while the pipe is full; the oldest is dropped."""
        self.post(packed(value))

    def post(self, data: bytes) -> None:
        """`send` for a value that is packed already."""
        self._waiting.append(data)
        if len(self._waiting) > KEPT:
            self._waiting.popleft()
            self.dropped += 1
        self.flush()

    def flush(self) -> None:
        """Send what was kept, as far as the pipe takes it."""
        while self._waiting:
            try:
                self._sock.send(self._waiting[0])
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                if error.errno == errno.ENOBUFS:
                    return
                self.dropped += 1  # too large for a datagram, or the other end is gone for good
            self._waiting.popleft()

    def close(self) -> None:
        """Close this end in this process."""
        self._sock.close()


@dataclass(frozen=True, slots=True)
class Outboxes:
    """Several pipes as one: each gets every value, packed once; one that is full holds up no other."""

    boxes: tuple[Outbox, ...] = ()

    def send(self, value: object) -> None:
        """Send ``value`` (picklable) to all, as `Outbox.send` does."""
        data = packed(value)
        for box in self.boxes:
            box.post(data)

    def flush(self) -> None:
        """Send what was kept, as far as the pipes take it."""
        for box in self.boxes:
            box.flush()


class Inbox:
    """The end that receives. Thread-safe: no."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = bytearray(BUFFER)
        self.broken = 0

    def __reduce__(self) -> tuple[Any, ...]:
        return Inbox, (self._sock,)

    def fileno(self) -> int:
        """For `select`."""
        return self._sock.fileno()

    def receive(self, timeout: float = 0.0) -> Any | None:
        """The next value, or None when none came within ``timeout`` seconds.

        What cannot be read is counted in ``broken`` and passed over.
        """
        while select.select([self._sock], [], [], timeout)[0]:
            try:
                size = self._sock.recv_into(self._buffer)
            except OSError:
                return None
            try:
                return pickle.loads(memoryview(self._buffer)[:size])
            except Exception:  # a datagram cut short raises whatever the pickle happens to hold
                self.broken += 1
        return None

    def drain(self, limit: int = 1000) -> list[Any]:
        """All values that are there, at most ``limit``, without waiting."""
        values: list[Any] = []
        while len(values) < limit and (value := self.receive()) is not None:
            values.append(value)
        return values

    def close(self) -> None:
        """Close this end in this process."""
        self._sock.close()


def packed(value: object) -> bytes:
    """``value`` as it travels."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def mailbox() -> tuple[Outbox, Inbox]:
    """A new pipe: the end that sends and the end that receives, both picklable to a child."""
    out, into = _unix_pair() if hasattr(socket, "AF_UNIX") else _loopback_pair()
    for sock, option in ((out, socket.SO_SNDBUF), (into, socket.SO_RCVBUF)):
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, option, BUFFER)
    return Outbox(out), Inbox(into)


def _unix_pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def _loopback_pair() -> tuple[socket.socket, socket.socket]:
    """Two UDP sockets that hear only each other (Windows has no AF_UNIX datagrams).

    When full the system drops the newest there, and nobody is told.
    """
    one, two = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    for sock in (one, two):
        sock.bind(("127.0.0.1", 0))
    one.connect(two.getsockname())
    two.connect(one.getsockname())
    return one, two
