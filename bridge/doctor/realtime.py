"""Whether the clock may be on time: real-time scheduling and the processor's speed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bridge.doctor.finding import Finding, ok, warn

PRIORITY = 70
"""What audio programs ask for (SCHED_FIFO, 1 to 99)."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether the kernel let this process be scheduled in real time, and the user's limit (``ulimit -r``)."""

    granted: bool
    limit: int


def check_scheduling() -> Finding | None:
    """Whether the clock's process may ask for real time; tried, because limits and cgroups both count."""
    return judge_scheduling(_try_realtime()) if sys.platform == "linux" else None


def judge_scheduling(permission: Permission) -> Finding:
    """The finding for what the kernel allows."""
    if permission.granted:
        return ok("real time", f"SCHED_FIFO {PRIORITY} is permitted")
    if permission.limit >= PRIORITY:
        return warn(
            "real time",
            f"ulimit -r is {permission.limit}, but the kernel refuses (a cgroup's budget)",
            "run outside the container or service, or: sudo sysctl kernel.sched_rt_runtime_us=-1",
        )
    return warn(
        "real time",
        f"not permitted (ulimit -r is {permission.limit}); the clock may jitter under load",
        "sudo dpkg-reconfigure -p high jackd2 && sudo usermod -aG audio $USER, then log in again",
    )


def _try_realtime() -> Permission:
    import resource

    limit = resource.getrlimit(resource.RLIMIT_RTPRIO)[0]
    before, param = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    except PermissionError:
        return Permission(False, limit)
    os.sched_setscheduler(0, before, param)
    return Permission(True, limit)


def check_governor() -> Finding | None:
    """Whether the processor is allowed to run at full speed."""
    files = sorted(Path("/sys/devices/system/cpu").glob("cpu[0-9]*/cpufreq/scaling_governor"))
    return judge_governor([file.read_text().strip() for file in files])


def judge_governor(governors: Sequence[str]) -> Finding | None:
    """The finding for the cores' governors; None where the system tells none (a virtual machine, macOS)."""
    if not governors:
        return None
    slow = sorted(set(governors) - {"performance"})
    if not slow:
        return ok("CPU governor", "performance")
    return warn(
        "CPU governor",
        f"{', '.join(slow)}: the processor may be slow to wake",
        "sudo cpupower frequency-set -g performance",
    )
