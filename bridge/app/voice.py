"""Lines for the person at the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress

from bridge.app.log import LOG

TIMES, WITHIN = 3, 60.0
"""How often a line is said within so many seconds: a disk that stays full fails every five."""


class Voice:
    """Says what has happened, if there still is a terminal to read it on, and keeps it in the log.

    What happens over and over again is said `TIMES` times, the last of them as such. For one thread.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._said: dict[str, list[float]] = {}

    def say(self, line: str) -> None:
        """One line."""
        now = self._now()
        self._said = {text: kept for text, times in self._said.items() if (kept := _recent(times, now))}
        before = self._said.setdefault(line, [])
        if len(before) >= TIMES:
            return
        before.append(now)
        self._tell(line if len(before) < TIMES else f"{line} (again and again)")

    def _tell(self, line: str) -> None:
        LOG.warning("%s", line)
        with suppress(OSError, ValueError):
            print(f"leaderbridge: {line}", file=sys.stderr, flush=True)


def _recent(times: list[float], now: float) -> list[float]:
    return [t for t in times if now - t < WITHIN]
