"""What is said over OSC, to whom, and what a newcomer must be told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable

from bridge.outputs.asked import Address
from bridge.outputs.encode import encode, packets
from bridge.outputs.health import Meter
from bridge.outputs.protocol import OUT
from bridge.outputs.subscribers import Subscribers


class Announcer:
    """Sends to all subscribers and remembers the state. Thread-safe: yes."""

    def __init__(self, sock: socket.socket, subscribers: Subscribers, meter: Meter) -> None:
        self._sock = sock
        self._subscribers = subscribers
        self._meter = meter
        self._noted: dict[str, tuple[float | int | str, ...]] = {}
        self._state: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def say(self, messages: Iterable[bytes], lateness: float = 0.0) -> None:
        """Send ``messages`` to everyone; ``lateness`` seconds after their time, for the count."""
        addresses = self._subscribers.addresses()
        self._meter.clients = len(addresses)
        for packet in packets(messages):
            for address in addresses:
                self._send(packet, address, lateness)

    def state(self, name: str, *values: float | int | str) -> None:
        """Take note of a part of the state; say it if it changed."""
        if self.note(name, *values):
            self.repeat(name)

    def note(self, name: str, *values: float | int | str) -> bool:
        """Take note of a part of the state without a word; whether it changed."""
        if self._noted.get(name) == values:
            return False
        self._noted[name], self._state[name] = values, encode(name, *values)
        return True

    def repeat(self, *names: str) -> None:
        """Say these parts of the state again."""
        self.say([self._state[n] for n in names if n in self._state])

    def tell(self, to: Address) -> None:
        """Tell the whole state to one address."""
        for packet in packets([self._state[n] for n in OUT if n in self._state]):
            self._send(packet, to)

    def error(self, to: Address | None, text: str) -> None:
        """Tell one address, or everyone when nobody else can be told, that a command was refused."""
        message = encode("error", text.encode("ascii", "replace").decode())
        if to is None:
            self.say([message])
        else:
            self._send(message, to)

    def post(self, offset_ms: float) -> None:
        """Publish the counts, and the offset in force."""
        with self._lock:
            self._meter.offset_ms = offset_ms
            self._meter.post()

    def _send(self, packet: bytes, to: Address, lateness: float = 0.0) -> None:
        try:
            self._sock.sendto(packet, to)
        except OSError:  # host unreachable, buffer full: nobody must wait for one receiver
            with self._lock:
                self._meter.skipped()
        else:
            with self._lock:
                self._meter.sent(lateness)
