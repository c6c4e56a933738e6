"""What ports a JACK server has and what they are connected to, asked while programs come and go.

The library asks the server for names and then for the port of each; when one leaves in between it raises
``JackError`` though nothing is wrong (python-jack, ``_port_list_from_pointers``). So it is asked again.
Not for JACK's callbacks: it waits.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

TRIES = 100
"""Times that is asked: more ports do not leave in one moment."""


def ports(client: Any, pattern: str = "", /, **kind: bool) -> list[Any]:
    """The ports whose full names match the regular expression ``pattern``.

    ``kind`` as of the library's ``Client.get_ports``: ``is_midi``, ``is_input``, ….
    """
    return _answered(lambda: client.get_ports(pattern, **kind))


def connected(client: Any, port: Any) -> list[Any]:
    """The ports that ``port``, anybody's, is connected to."""
    return _answered(lambda: client.get_all_connections(port))


def _answered(question: Callable[[], list[Any]]) -> list[Any]:
    from jack import JackError  # JACK's library is not everywhere

    for _ in range(TRIES - 1):
        with suppress(JackError):
            return question()
    return question()
