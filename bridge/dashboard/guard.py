"""Who may see the page and press its buttons. Pure.

Any page in the same browser can reach this computer, under a name that its owner lets point here (DNS
rebinding) or by opening a WebSocket, which no same-origin policy stops (RFC 6455, 10.2). So the Host must be
one that nobody else can own, and whoever opens the socket must be our own page. On the local network one
also needs the token.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Guard:
    """What is let in. ``token`` empty: none is needed. ``names``: this computer's, beside localhost."""

    token: str = ""
    names: frozenset[str] = frozenset()

    def knows_host(self, host: str) -> bool:
        """Whether the Host header ``host`` is an address or a name of this computer's."""
        name = _name(host)
        return name == "localhost" or name in self.names or _is_address(name)

    def is_ours(self, origin: str, host: str) -> bool:
        """Whether a page of ``origin`` is the one that ``host`` serves."""
        return bool(host) and origin in (f"http://{host}", f"https://{host}")

    def accepts(self, token: str) -> bool:
        """Whether ``token`` is the right one. The time it takes does not tell how much of it is right."""
        return not self.token or secrets.compare_digest(token.encode(), self.token.encode())


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
