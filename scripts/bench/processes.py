"""What the processes of a running bridge use, read from /proc: nothing in the bridge helps or knows."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from bridge.app.child import PREFIX

PARENT = "parent"
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)


@dataclass(frozen=True)
class Process:
    """One of the bridge's processes; ``role`` is its name without ``bridge-``."""

    role: str
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time of all its threads so far."""
        # The name in parentheses may hold blanks; user and system time are fields 14 and 15.
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB that are its own, and its share of what it has in common with others (PSS)."""
        return sum(map(int, PSS.findall(self._read("smaps_rollup")))) / 1024

    def _read(self, file: str) -> str:
        return Path(f"/proc/{self.pid}/{file}").read_text(encoding="utf-8")


def family(parent: int) -> list[Process]:
    """The bridge whose parent process is ``parent``, and all its children."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    return [Process(PARENT, parent), *(Process(_role(int(pid)), int(pid)) for pid in children)]


def _role(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip().removeprefix(PREFIX)
