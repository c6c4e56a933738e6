"""Who is sent OSC: the config's targets for ever, subscribers for 30 s from their last word."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bridge.errors import BridgeError, CommandError
from bridge.outputs.asked import Address

LAPSE = 30.0
"""Seconds after which a subscription ends unless it is said again."""
MOST = 64
"""Subscribers at a time: more is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where to send, where the wish came from, until when (seconds of the given clock)."""

    to: Address
    source: Address
    until: float


class Subscribers:
    """The addresses to send to. Thread-safe: yes (tuples are replaced, never changed)."""

    def __init__(self, targets: Sequence[str], now: Callable[[], float] = time.monotonic) -> None:
        self._targets = tuple(target_address(t) for t in targets)
        self._now = now
        self._subscriptions: tuple[Subscription, ...] = ()
        self._lock = threading.Lock()

    def subscribe(self, source: Address, port: int) -> Address:
        """Send to ``port`` of the host of ``source`` from now on; the address made so.

        Raises CommandError when there are too many subscribers.
        """
        to = (source[0], port)
        with self._lock:
            others = tuple(s for s in self._alive() if s.to != to)
            if len(others) >= MOST:
                raise CommandError(f"/bridge/subscribe: {MOST} programs are subscribed; no more can be")
            self._subscriptions = (*others, Subscription(to, source, self._now() + LAPSE))
        return to

    def unsubscribe(self, source: Address, *ports: int) -> None:
        """Send no more to these ports of the host of ``source``; without: to none it asked for."""
        gone = {(source[0], port) for port in ports} or {s.to for s in self._alive() if s.source == source}
        with self._lock:
            self._subscriptions = tuple(s for s in self._alive() if s.to not in gone)

    def addresses(self) -> tuple[Address, ...]:
        """Everyone to send to now, each once."""
        return tuple(dict.fromkeys((*self._targets, *(s.to for s in self._alive()))))

    def reply_to(self, source: Address) -> Address:
        """Where an answer to ``source`` goes: the port it subscribed, else where it spoke from."""
        return next((s.to for s in self._alive() if s.source == source), source)

    def _alive(self) -> tuple[Subscription, ...]:
        now = self._now()
        return tuple(s for s in self._subscriptions if s.until > now)


def target_address(target: str, where: str = "[osc] targets") -> Address:
    """The address of ``host:port``, its name resolved; raises BridgeError, saying ``where``, if none."""
    host, _, port = target.rpartition(":")
    if not (host and port.isdecimal() and 0 < int(port) < 65536):
        raise BridgeError(f"OSC target {target!r} is not host:port; write it in {where} as 127.0.0.1:9701")
    try:
        found = socket.getaddrinfo(host, int(port), socket.AF_INET, socket.SOCK_DGRAM)
    except (OSError, ValueError):  # the latter from names that no DNS could hold
        raise BridgeError(
            f"OSC target {target!r}: host {host!r} is not known here; correct it in {where}"
        ) from None
    return str(found[0][4][0]), int(port)
