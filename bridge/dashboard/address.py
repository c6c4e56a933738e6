"""Where the page is found: its addresses, and the code that phones scan."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator

import psutil

from bridge.dashboard.settings import DashboardSettings
from bridge.dashboard.token import token

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
OUTSIDE = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737): the way there tells which of our own is on the local network."""


def host(settings: DashboardSettings) -> str:
    """The address to listen on."""
    return EVERYWHERE if settings.mode == "lan" else HERE


def names() -> frozenset[str]:
    """What other computers call this one."""
    name = socket.gethostname().lower()
    return frozenset({name, f"{name}.local"})


def url(settings: DashboardSettings) -> str:
    """What to open in a browser; on the local network with the token in it.

    Raises BridgeError when the token cannot be kept.
    """
    if settings.mode != "lan":
        return f"http://{HERE}:{settings.port}/"
    return f"http://{on_the_network()}:{settings.port}/?token={token()}"


def on_the_network() -> str:
    """This computer's IPv4 address on the local network; that of the loopback when it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(OUTSIDE)  # nothing is sent
            return str(sock.getsockname()[0])
        except OSError:  # a network without a router, as on many stages
            return next(_addresses(), HERE)


def _addresses() -> Iterator[str]:
    for addresses in psutil.net_if_addrs().values():
        for address in addresses:
            if address.family == socket.AF_INET and not address.address.startswith("127."):
                yield address.address


def code(text: str) -> str:
    """``text`` as a QR code for a terminal."""
    import segno

    drawn = io.StringIO()
    segno.make(text, error="l").terminal(drawn, compact=True)
    return drawn.getvalue()
