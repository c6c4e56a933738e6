"""The console program as a person has it: a process in a session of its own, watched until it has gone."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.stage import bridge_command

SHARED = Path("/dev/shm")
GONE = 3.0
"""Seconds in which everything of a program that has ended must be gone."""


@dataclass(frozen=True)
class Outcome:
    """What a program left: its words, its exit code, and what should not be there any more."""

    code: int
    out: str
    err: str
    orphans: tuple[str, ...]
    memory: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """No process and no shared memory is left."""
        return not self.orphans and not self.memory


class Program:
    """``leaderbridge WORDS``, running. ``out`` and ``err`` are files in ``folder``."""

    def __init__(self, folder: Path, *words: str, env: Mapping[str, str] | None = None) -> None:
        self._before = frozenset(segments())
        self._out, self._err = folder / "out.txt", folder / "err.txt"
        with self._out.open("w") as out, self._err.open("w") as err:
            self.process = subprocess.Popen(
                bridge_command(*words),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
                env={**os.environ, **(env or {})},
            )

    @property
    def out(self) -> str:
        """What it has said so far."""
        return self._out.read_text()

    @property
    def err(self) -> str:
        """What it has complained of so far."""
        return self._err.read_text()

    def interrupt(self) -> None:
        """Ctrl-C: SIGINT to the whole group, as a terminal does."""
        os.killpg(self.process.pid, signal.SIGINT)

    def outcome(self, seconds: float = 30.0) -> Outcome:
        """What it left, once it has ended; it is killed, with all its children, after ``seconds``."""
        try:
            code = self.process.wait(seconds)
            return self._looked(code)
        finally:
            for pid in session(self.process.pid):
                os.kill(pid, signal.SIGKILL)
            self.process.wait()

    def _looked(self, code: int) -> Outcome:
        until = time.monotonic() + GONE
        while True:
            orphans = tuple(map(command_of, session(self.process.pid)))
            memory = tuple(sorted(unowned(segments() - self._before)))
            if time.monotonic() > until or not (orphans or memory):
                return Outcome(code, self.out, self.err, orphans, memory)
            time.sleep(0.05)


def session(leader: int) -> list[int]:
    """The processes in the session that ``leader`` began, zombies apart."""
    return [
        int(stat.parent.name)
        for stat in Path("/proc").glob("[0-9]*/stat")
        if (fields := _fields(stat)) and int(fields[3]) == leader and fields[0] != "Z"
    ]


def command_of(pid: int) -> str:
    """The command line of a process, for messages."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def segments() -> set[str]:
    """The shared memory that Python programs have made on this machine."""
    return {path.name for path in SHARED.glob("psm_*")}


def unowned(names: set[str]) -> set[str]:
    """Those of ``names`` that no living process uses: somebody died and left them."""
    return {name for name in names if (SHARED / name).exists()} - _in_use() if names else set()


def _in_use() -> set[str]:
    found: set[str] = set()
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            found.update(
                line.split("/dev/shm/")[1].split()[0]
                for line in maps.read_text().splitlines()
                if "/dev/shm/" in line
            )
        except OSError:
            continue
    return found


def _fields(stat: Path) -> list[str]:
    """State, parent, group, session, … of a process."""
    try:
        return stat.read_text().rpartition(") ")[2].split()
    except OSError:
        return []
