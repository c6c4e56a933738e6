"""The last two minutes, for the curves of those who come later or have slept."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SECONDS = 120.0
EVERY = 0.1
"""Seconds between two rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One moment: host seconds, the trusted tempo (0 unknown), the leader's place among the buses (−1 nobody)
    and each bus's own tempo (0 unknown)."""

    at: float
    bpm: float
    leader: int
    tempi: tuple[float, ...]


class History:
    """Rows of `SECONDS`, the oldest go first. Pure; for one thread."""

    def __init__(self, buses: int) -> None:
        self._buses = buses
        self._rows: deque[Row] = deque(maxlen=round(SECONDS / EVERY))

    def due(self, at: float) -> bool:
        """Whether the next row is due at ``at``."""
        return not self._rows or at >= self._rows[-1].at + EVERY * 0.9  # the updates come 30 a second

    def add(self, row: Row) -> None:
        """Keep one more row."""
        self._rows.append(row)

    def columns(self, since: float) -> dict[str, Sequence[Any]]:
        """The rows after ``since``, as columns: that is what curves are drawn from."""
        rows = [row for row in self._rows if row.at > since]
        return {
            "at": [row.at for row in rows],
            "bpm": [row.bpm for row in rows],
            "leader": [row.leader for row in rows],
            "tempi": [[row.tempi[bus] for row in rows] for bus in range(self._buses)],
        }
