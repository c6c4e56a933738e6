"""What other computers can reach, said aloud: by default nothing."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bridge.config import Config


def warn_of_open_doors(config: Config) -> None:
    """Say on stderr what ``config`` opens to the network, a line each."""
    for line in open_doors(config):
        print(f"leaderbridge: warning: {line}", file=sys.stderr, flush=True)


def open_doors(config: Config) -> Iterator[str]:
    """What ``config`` opens to the network: who may come in, and how to shut it again."""
    if not _is_loopback(config.osc.host):
        yield (
            f'OSC is open to the network ([osc] host = "{config.osc.host}"): whoever reaches UDP port '
            f'{config.osc.port} can steer the bridge, there is no password; "127.0.0.1" shuts it'
        )
    if config.dashboard.mode == "lan":
        yield (
            f"the page is open to the local network (TCP port {config.dashboard.port}) for who has the "
            "token; it is plain HTTP, so use a network of your own"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
