"""Many cases for one target, counted and timed, its memory watched: one row of the table."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.victim import Outcome

CASES = int(os.environ.get("FUZZ_CASES", "200"))
"""Cases a target: few in `make test`, tens of thousands in `make fuzz`."""
SHORT = CASES <= 1000
ROUND = 2000
"""Cases after which hypothesis begins anew: it remembers all that it has tried."""
GROWTH = 16 << 20
"""Bytes by which a target's memory may be more at the end than in the middle: allocators keep some."""


class Target(Protocol):
    """What takes cases."""

    def take(self, case: Any) -> Outcome:
        """What becomes of ``case``."""

    @property
    def memory(self) -> int:
        """Bytes of memory that it has now."""


@dataclass
class Row:
    """One target's row of the table; ``memory`` in bytes, half-way and at the end."""

    target: str
    cases: int = 0
    refused: int = 0
    findings: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    memory: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def growth(self) -> int:
        """Bytes of memory at the end more than half-way."""
        return self.memory[1] - self.memory[0]

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        numbers = f"{self.cases}", f"{self.refused}", f"{self.findings}", f"{self.seconds:.0f}"
        return self.target, *numbers, f"{self.slowest * 1000:.0f}", f"{self.growth / 2**20:+.1f}"


HEAD = ("target", "cases", "refused", "findings", "seconds", "slowest (ms)", "memory (MB)")
Ledger = list[Row]


@dataclass(frozen=True)
class Campaign:
    """Throws cases at targets, and notes in ``ledger`` what came of it under ``name``."""

    name: str
    ledger: Ledger

    def __call__(self, cases: st.SearchStrategy[Any], target: Target, share: float = 1.0) -> Row:
        """Let ``target`` take a ``share`` of `CASES`; fails with the smallest case that is a fault."""
        row, wanted = Row(self.name), max(20, int(CASES * share))
        self.ledger.append(row)
        began = time.monotonic()
        try:
            while row.cases < wanted:
                _round(cases, _case(target, row, wanted), min(ROUND, wanted - row.cases), row.cases)
        except BaseException:
            row.findings += 1
            raise
        finally:
            row.seconds = time.monotonic() - began
        assert SHORT or row.growth < GROWTH, f"{self.name}: memory grows: {row.memory}"
        return row


def _case(target: Target, row: Row, wanted: int) -> Callable[[Any], None]:
    def take(case: Any) -> None:
        began = time.monotonic()
        outcome = target.take(case)
        row.slowest = max(row.slowest, time.monotonic() - began)
        row.cases += 1
        row.refused += outcome.refused
        if row.cases % 10 == 0:
            half = int(row.cases > wanted / 2)
            row.memory[half] = max(row.memory[half], target.memory)
        assert not outcome.fault, f"{outcome.fault}\nof {case!r:.2000}"

    return take


def _round(cases: st.SearchStrategy[Any], take: Callable[[Any], None], count: int, number: int) -> None:
    trial = settings(
        max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )(given(cases)(take))
    seed(number if SHORT else time.time_ns())(trial)()
