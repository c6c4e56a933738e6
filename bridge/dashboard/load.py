"""How much of a processor each of the bridge's processes uses."""

from __future__ import annotations

from collections.abc import Mapping

import psutil

EVERY = 1.0
"""Seconds over which the use is averaged."""


class Load:
    """Percent of one core a process, averaged over `EVERY`. For one thread."""

    def __init__(self) -> None:
        self._before: dict[int, float] = {}
        self._at = float("-inf")
        self.percent: dict[str, float] = {}

    def measure(self, pids: Mapping[str, int], now: float) -> None:
        """Measure the processes ``pids`` anew, if it is time at host second ``now``."""
        passed = now - self._at
        if passed < EVERY:
            return
        used = {pid: _seconds(pid) for pid in pids.values()}
        self.percent = {
            name: 100 * (used[pid] - self._before[pid]) / passed
            for name, pid in pids.items()
            if pid in self._before and used[pid] >= self._before[pid]
        }
        self._before, self._at = used, now


def _seconds(pid: int) -> float:
    """Seconds of processor time of a process so far; 0 for one that has gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
