"""What the slow ears cost live, and whether follower or clock notice them, idle and loaded."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack

import on_jack
from command import OUT
from live import SETTLED, used
from page import markdown
from processes import family

from tests.e2e import stage

BUSES = 8
LOADS = {"idle": 0, "every core busy": os.cpu_count() or 1}
"""Processes beside the bridge that take all the time they can get."""
SECONDS = 40.0
COMMAND = "python scripts/bench ears"
EARS = {"none": "[ears]\nactivity = false\nstyle = false", "activity and style": ""}
HEAD = [
    "machine",
    "slow ears",
    "CPU ears (% of one core)",
    "CPU analysis (%)",
    "samples lost",
    "late clocks",
    "xruns",
]


def table() -> str:
    """A row for each load, without and with ears, on eight buses."""
    rows = [_row(load, ears) for load in LOADS for ears in EARS]
    return markdown(f"Slow ears on {BUSES} buses", COMMAND, HEAD, rows)


def _row(load: str, ears: str) -> list[str]:
    folder = OUT / f"ears-{ears}-{load}".replace(" ", "-").replace(",", "")
    names, sound = on_jack.band(BUSES, SECONDS)
    with on_jack.server(), ExitStack() as stack:
        bridge = on_jack.bridge(stack, folder, "run", buses=names, more=EARS[ears])
        processes = family(bridge.process.pid)
        for _ in range(LOADS[load]):
            stage.spawn(stack, [sys.executable, "-c", "while True: pass"])
        daw = on_jack.daw(stack, folder, names, sound)
        time.sleep(SETTLED)
        spent = used(processes, until=daw.stdout.readline)
        losses = bridge.end()
    return [
        load,
        ears,
        f"{spent.get('ears', 0.0):.1f}",
        f"{spent['analysis']:.1f}",
        *map(str, (losses.samples, losses.late, losses.xruns)),
    ]


if __name__ == "__main__":
    print(table())
