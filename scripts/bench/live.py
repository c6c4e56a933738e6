"""What the live bridge costs and whether it keeps up, while a JACK client plays into all its buses."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack

import on_jack
from command import OUT
from page import markdown
from processes import PARENT, Process, family

BUSES = (4, 8, 16)
SECONDS = 30.0
SETTLED = 5.0
"""Seconds of music after which start-up is over and the load is steady."""
COMMAND = "leaderbridge run --config CONFIG"
ROLES = (PARENT, "audio", "analysis", "jack", "osc", "ears")
HEAD = [
    "buses",
    "start to `ready` (s)",
    *(f"CPU {role} (%)" for role in ROLES),
    "CPU in all (% of one core)",
    "memory (MB, PSS)",
    "samples lost",
    "late clocks",
    "xruns",
]


def table() -> str:
    """A row for each number of buses."""
    return markdown("Live", COMMAND, HEAD, map(_row, BUSES))


def _row(count: int) -> list[str]:
    folder = OUT / f"live-{count}"
    names, sound = on_jack.band(count, SECONDS)
    with on_jack.server(), ExitStack() as stack:
        bridge = on_jack.bridge(stack, folder, "run", buses=names)
        processes = family(bridge.process.pid)
        daw = on_jack.daw(stack, folder, names, sound)
        time.sleep(SETTLED)
        load = used(processes, until=daw.stdout.readline)
        memory = sum(process.memory() for process in processes)
        losses = bridge.end()
    return [
        str(count),
        f"{bridge.startup:.1f}",
        *(f"{load[role]:.1f}" for role in ROLES),
        f"{sum(load.values()):.1f}",
        f"{memory:.0f}",
        *map(str, (losses.samples, losses.late, losses.xruns)),
    ]


def used(processes: list[Process], until: Callable[[], object]) -> dict[str, float]:
    """Percent of one core that each role uses while ``until()`` waits."""
    began, before = time.monotonic(), [process.cpu() for process in processes]
    until()
    passed = time.monotonic() - began
    spent = [process.cpu() - cpu for process, cpu in zip(processes, before, strict=True)]
    return {process.role: 100 * cpu / passed for process, cpu in zip(processes, spent, strict=True)}
