"""How long a person waits for the program to answer."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from command import leaderbridge
from page import markdown

TIMES = 5
COMMANDS = (("--help",), ("config",), ("analyse", "--help"))


def table() -> str:
    """The median of a few cold starts of each command."""
    rows = (
        [f"`leaderbridge {' '.join(words)}`", f"{1000 * median(_seconds(*words) for _ in range(TIMES)):.0f}"]
        for words in COMMANDS
    )
    return markdown("Start-up", "time leaderbridge --help", ["command", "ms (median of 5)"], rows)


def _seconds(*words: str) -> float:
    start = perf_counter()
    leaderbridge(*words)
    return perf_counter() - start
