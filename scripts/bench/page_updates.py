"""What the page costs: age and script time of its updates in a real Chromium, and the load of its server.

A JACK client plays sixteen buses into the live bridge; the page is open in a headless Chromium that draws
without a graphics card, on the same computer.
"""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from statistics import quantiles
from typing import Any

import on_jack
import psutil
from command import OUT
from page import markdown
from processes import Process

from tests.e2e.browser import chromium, opened

BUSES = (4, 16)
SECONDS = 50.0
SETTLED = 10.0
"""Seconds of music after which the curves have something to draw."""
MEASURED = 30.0
COMMAND = "python scripts/bench page"
HEAD = [
    "buses",
    "updates a second",
    "age, median (ms)",
    "age, 95 % (ms)",
    "script, median (ms)",
    "script, 95 % (ms)",
    "script, largest (ms)",
    "CPU page's process (% of one core)",
    "samples lost",
    "late clocks",
]
FORGET = "() => { leaderbridge.age.length = leaderbridge.took.length = 0; }"
COSTS = "() => [leaderbridge.age, leaderbridge.took]"


def table() -> str:
    """A row for each number of buses."""
    return markdown("What it costs", COMMAND, HEAD, map(_row, BUSES))


def _row(count: int) -> list[str]:
    folder = OUT / f"page-{count}"
    names, sound = on_jack.band(count, SECONDS)
    port = _free_port()
    page = f'[dashboard]\nmode = "here"\nport = {port}\n'
    with on_jack.server(), chromium() as browser, ExitStack() as stack:
        bridge = on_jack.bridge(stack, folder, "run", buses=names, midi=f"{page}{on_jack.JACK_CLOCK}")
        on_jack.daw(stack, folder, names, sound)
        with opened(browser, f"http://127.0.0.1:{port}/") as shown:
            time.sleep(SETTLED)
            cost = _cost(shown, Process("page", _listener(port)))
        losses = bridge.end()
    return [str(count), *cost, str(losses.samples), str(losses.late)]


def _cost(page: Any, server: Process) -> list[str]:
    page.evaluate(FORGET)
    began, before = time.monotonic(), server.cpu()
    time.sleep(MEASURED)
    age, took = page.evaluate(COSTS)
    passed, used = time.monotonic() - began, server.cpu() - before
    return [
        f"{len(took) / passed:.1f}",
        *(f"{_part(age, percent):.1f}" for percent in (50, 95)),
        *(f"{_part(took, percent):.1f}" for percent in (50, 95)),
        f"{max(took):.1f}",
        f"{100 * used / passed:.1f}",
    ]


def _part(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _listener(port: int) -> int:
    """The process that listens on ``port``."""
    return next(
        connection.pid
        for connection in psutil.net_connections("tcp4")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
    )


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
