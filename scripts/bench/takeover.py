"""How long a drum machine hears no clock when the clock's process dies, and its standby takes over.

Beside it what would be without a standby: both die, and the parent starts the clock again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from page import markdown

from tests.e2e.faults.concert import PERIOD, Concert, concert
from tests.e2e.faults.measured import Cost, suffer
from tests.e2e.faults.mischief import FAULTS, Fault

TRIES, ALONE = 8, 2
"""How often each is tried, and how often without a standby."""
TAKES = 15.0
"""Seconds that one try takes at most."""
HEAD = ["JACK's period", "fault", "tries", "silence, ms: median", "longest", "clocks lost at most"]


def kill_both(on: Concert) -> None:
    """The clock with its standby."""
    for name in ("standby", "jack"):
        on.family()[name].kill()


FATES = (
    (FAULTS["the clock's process killed"], "killed", TRIES),
    (FAULTS["the clock's process stopped for 2 s"], "stopped", TRIES),
    (Fault(kill_both, "the drum machine stands still", 0.0), "killed, and no standby", ALONE),
)


def table() -> str:
    """A row for each fate of the clock's process, tried in one concert a period."""
    rows = [row for period in (256, PERIOD) for row in _rows(period)]
    return markdown("How soon the standby is heard", "python scripts/bench takeover", HEAD, rows)


def _rows(period: int) -> list[list[str]]:
    tries = sum(times for _, _, times in FATES)
    with (
        tempfile.TemporaryDirectory() as folder,
        concert(Path(folder), 60.0 + tries * TAKES, period=period) as on,
    ):
        return [
            _row(period, name, [suffer(on, name, fault) for _ in range(times)])
            for fault, name, times in FATES
        ]


def _row(period: int, name: str, costs: list[Cost]) -> list[str]:
    gaps = [cost.gap for cost in costs]
    lost = max(0.0, *(-cost.clocks for cost in costs))
    return [f"{period}", name, f"{len(costs)}", f"{np.median(gaps):.0f}", f"{max(gaps):.0f}", f"{lost:.0f}"]
