"""Those who look at the page: each is sent what it can take, and nobody waits for the slow.

What a socket takes says little: the system holds minutes of updates for a phone that sleeps. So a visitor
tells how many it has seen, and while `WINDOW` are on their way it is sent no more; then it is sent the rows
of the history that it missed, and goes on. For one thread (asyncio's).
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from typing import Any

WINDOW = 20
"""Updates on their way to a visitor that has not said it has seen them: two thirds of a second."""
NOTES = 32
"""Words to a visitor alone that wait for it; the oldest go first."""


def message(kind: str, body: dict[str, Any]) -> str:
    """``body`` as it travels."""
    return json.dumps({"kind": kind, **body}, separators=(",", ":"), allow_nan=False)


class Visitor:
    """One page in one browser. ``missed`` gives the rows after a host second, packed."""

    def __init__(self, number: int, missed: Callable[[float], str]) -> None:
        self.number = number
        self._missed = missed
        self._notes: deque[str] = deque(maxlen=NOTES)
        self._latest: tuple[float, str] | None = None
        self._sent = self._seen = 0
        self._last = float("-inf")
        self._behind = True
        self._something = asyncio.Event()

    def note(self, text: str) -> None:
        """A word to this one alone."""
        self._notes.append(text)
        self._something.set()

    def offer(self, at: float, text: str) -> None:
        """The update of host second ``at``; the one before it is dropped if it has not gone yet."""
        self._behind |= self._latest is not None
        self._latest = (at, text)
        self._something.set()

    def saw(self, count: int) -> None:
        """It has seen ``count`` updates so far."""
        self._seen = min(max(self._seen, count), self._sent)
        self._something.set()

    async def next(self) -> list[str]:
        """What to send it now; waits until there is something."""
        while not (found := self._due()):
            await self._something.wait()
            self._something.clear()
        return found

    def _due(self) -> list[str]:
        found = [self._notes.popleft() for _ in range(len(self._notes))]
        if self._latest is not None and self._sent - self._seen < WINDOW:
            at, text = self._latest
            found += [self._missed(self._last), text] if self._behind else [text]
            self._latest, self._last, self._behind = None, at, False
            self._sent += 1
        return found


class Visitors:
    """All of them."""

    def __init__(self, missed: Callable[[float], str]) -> None:
        self._missed = missed
        self._here: dict[int, Visitor] = {}
        self._count = 0

    def __len__(self) -> int:
        return len(self._here)

    def enter(self) -> Visitor:
        """A new one."""
        self._count += 1
        visitor = self._here[self._count] = Visitor(self._count, self._missed)
        return visitor

    def leave(self, visitor: Visitor) -> None:
        """It has gone."""
        self._here.pop(visitor.number, None)

    def offer(self, at: float, text: str) -> None:
        """The same update, packed once, to all."""
        for visitor in self._here.values():
            visitor.offer(at, text)

    def note(self, text: str, number: int | None) -> None:
        """A word to one of them, or to all."""
        for visitor in self._here.values():
            if number in (None, visitor.number):
                visitor.note(text)
