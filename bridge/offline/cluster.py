"""Ray, on this computer or a cluster, as one who joins it sees it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from bridge.errors import BridgeError

PATIENCE = 10.0
"""Seconds in which the head of a cluster must answer."""
INSTALL = "pip install 'leaderbridge[cluster]'"


@contextmanager
def joined(address: str, **wanted: Any) -> Iterator[Any]:
    """Ray, joined with the cluster at ``address`` and left at the end.

    ``local`` starts one here, ``auto`` finds one; else a head's ``host:port``, or ``ray://host:port`` for
    one that this computer is no part of. ``wanted`` goes to ``ray.init``. Raises `BridgeError` when Ray is
    not installed or the cluster does not answer.
    """
    ray = _ray(address)
    try:
        try:
            _knock(address)
            ray.init(address=address, log_to_driver=False, logging_level="error", **wanted)
        except (OSError, ValueError, RuntimeError) as why:
            raise BridgeError(f"no Ray cluster at {address!r} ({why}): give the address of its head") from why
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raises `OSError` when nobody answers at ``address``, a host and port: Ray would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()


def _ray(address: str) -> Any:
    try:
        import ray
    except ImportError:
        raise BridgeError(f"Ray is not installed: {INSTALL}, or do without a cluster") from None
    if address.startswith("ray://") and find_spec("grpc") is None:
        raise BridgeError(f"Ray's client is not installed: {INSTALL}")
    return ray
