"""Patching that comes back by itself: what was connected to our JACK ports is connected again.

A link is remembered by the names of its two ports. It is forgotten when a person takes it away while both
ports stay, and kept when the other port goes: a program that comes back finds its connections again. The
memory lies in shared memory that the parent keeps, so that it outlives our own processes and JACK's server.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from bridge import jack_ports
from bridge.cell import Cell

LOOK = 0.25
"""Seconds between two looks at the connections."""
FORGET = 2.0
"""Seconds for which a link must be gone, both its ports being there, before it counts as taken away:
a program that ends loses its connections a moment before its ports."""
ROOM = 1 << 15
"""Bytes of names that can be remembered."""

Link = tuple[str, str]
"""Our port (its short name) and the full name of the other one."""


class Memory:
    """The links to keep, in shared memory: one process writes, others read."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell

    @classmethod
    def create(cls) -> Memory:
        """A new, empty memory; its creator calls `unlink` in the end."""
        return cls(Cell.create(ROOM))

    @classmethod
    def attach(cls, name: str) -> Memory:
        """The memory of that name; raises BridgeError when it is gone."""
        return cls(Cell.attach(name, ROOM))

    @property
    def name(self) -> str:
        """What another process attaches to."""
        return self._cell.name

    def read(self) -> frozenset[Link]:
        """The links to keep."""
        raw = self._cell.read()
        return frozenset((own, other) for own, other in json.loads(raw)) if raw else frozenset()

    def write(self, links: frozenset[Link]) -> None:
        """Keep ``links``; more names than there is room for are not remembered."""
        raw = json.dumps(sorted(links)).encode()
        if len(raw) <= ROOM:
            self._cell.write(raw.ljust(ROOM))

    def unlink(self) -> None:
        """Remove the memory from the system."""
        self._cell.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.unlink()


class Patchbay:
    """The connections of some of JACK's ports. For one thread, and not for JACK's callbacks: it waits.

    ``client`` is a JACK client that is not active yet, ``ports`` the full names of ports of ours (not
    necessarily the client's own); ``wanted`` maps some of them to a part of the names of ports to connect
    with as soon as they are there.
    """

    def __init__(
        self, client: Any, ports: Sequence[str], memory: Memory, wanted: Mapping[str, str] | None = None
    ) -> None:
        from jack import JackError  # JACK's library is not everywhere

        self._error = JackError
        self._client = client
        self._ports = {name.partition(":")[2]: name for name in ports}
        self._wanted = {name: part for name, part in (wanted or {}).items() if part}
        self._memory = memory
        self._had: frozenset[Link] = frozenset()
        self.made: frozenset[Link] = frozenset()
        """The links that stood at the last look, or that JACK has been asked to make in it."""
        self._missed: dict[Link, float] = {}
        self._met: frozenset[Link] = frozenset()
        self._appeared: deque[str] = deque(maxlen=1024)
        client.set_port_registration_callback(self._registered)

    def _registered(self, port: Any, there: bool) -> None:
        """Called by JACK in a thread of its own."""
        if there:
            self._appeared.append(port.name)

    def look(self) -> None:
        """Learn what was connected or taken away, and connect again what has come back."""
        new = {self._appeared.popleft() for _ in range(len(self._appeared))}
        now, known = self._links(), self._memory.read()
        self._had = frozenset(link for link in self._had if link[1] not in new)  # a port that was away
        links = known | now | self._newcomers()
        back = now | {link for link in self._missed if link[1] in new}  # JACK may say so a look late
        self._missed = {link: since for link, since in self._missed.items() if link not in back}
        gone = frozenset(link for link in links - now if self._taken_away(link))
        if links - gone != known:
            self._memory.write(links - gone)
        joined = self._join(link for link in links - now - gone if link not in self._missed)
        self.made = now | frozenset(joined)
        self._had = now

    def clear(self) -> None:
        """Take away all connections, and forget none."""
        self._part(self._links())
        self._had = self.made = frozenset()

    def _links(self) -> frozenset[Link]:
        return frozenset(
            (own, other.name)
            for own, name in self._ports.items()
            if (port := self._port(name)) is not None
            for other in jack_ports.connected(self._client, port)
        )

    def _newcomers(self) -> frozenset[Link]:
        """Links to ports with a wanted name that have appeared since the last look."""
        there = frozenset(
            (own, other.name)
            for own, part in self._wanted.items()
            if (port := self._port(self._ports[own])) is not None
            for other in jack_ports.ports(self._client, is_input=port.is_output, is_output=port.is_input)
            if other.type == port.type and part.casefold() in other.name.casefold()
        )
        new, self._met = there - self._met, there
        return new

    def _taken_away(self, link: Link) -> bool:
        """Whether a person has taken away ``link``, which is not there."""
        own, other = link
        if self._port(other) is None or self._port(self._ports.get(own, "")) is None:
            self._missed.pop(link, None)
            return False
        now = time.monotonic()
        if link in self._had:
            self._missed[link] = now
        return now - self._missed.get(link, now) > FORGET

    def _join(self, links: Iterable[Link]) -> Iterator[Link]:
        """Connect; gives the links that JACK has agreed to."""
        for own, other in links:
            if own in self._ports and self._port(other) is not None:
                with suppress(self._error):  # it left just now, is not active yet, or somebody was quicker
                    self._client.connect(*self._ends(own, other))
                    yield own, other

    def _part(self, links: Iterable[Link]) -> None:
        for own, other in links:
            with suppress(self._error):  # it left just now
                self._client.disconnect(*self._ends(own, other))

    def _ends(self, own: str, other: str) -> tuple[str, str]:
        """Both ports in the order in which sound or MIDI flows."""
        name = self._ports[own]
        port = self._port(name)
        return (name, other) if port is not None and port.is_output else (other, name)

    def _port(self, name: str) -> Any:
        """The port of that name, None when there is none."""
        try:
            return self._client.get_port_by_name(name)
        except self._error:
            return None
