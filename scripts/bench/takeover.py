"""How long a drum machine hears no clock when the clock's process dies, and its standby takes over."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from page import markdown

from tests.e2e.faults.concert import PERIOD, concert
from tests.e2e.faults.measured import Cost, suffer
from tests.e2e.faults.mischief import FAULTS

KILLED, STOPPED = "the clock's process killed", "the clock's process stopped for 2 s"
PERIODS = (256, PERIOD)
TRIES = 8
TAKES = 15.0
"""Seconds that one try takes at most."""
HEAD = [
    "JACK's period",
    "fault",
    "tries",
    "silence beyond a clock's distance, ms: median",
    "longest",
    "clocks lost",
]


def table() -> str:
    """Two rows a period: killed, and stopped, each tried so often in one concert."""
    rows = [row for period in PERIODS for row in _rows(period)]
    return markdown("The clock dies", "python scripts/bench takeover", HEAD, rows)


def _rows(period: int) -> list[list[str]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        concert(Path(folder), 60.0 + 2 * TRIES * TAKES, period=period) as on,
    ):
        pairs = [[suffer(on, name, FAULTS[name]) for name in (KILLED, STOPPED)] for _ in range(TRIES)]
    return [_row(period, list(costs)) for costs in zip(*pairs, strict=True)]


def _row(period: int, costs: list[Cost]) -> list[str]:
    gaps = [cost.gap for cost in costs]
    lost = -min(cost.clocks for cost in costs)
    words = [
        costs[0].fault,
        str(len(costs)),
        f"{np.median(gaps):.0f}",
        f"{max(gaps):.0f}",
        f"{abs(lost):.0f}",
    ]
    return [f"{period}", *words]
