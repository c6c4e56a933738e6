"""The console program as a person has it: a process in a session of its own, watched until it has gone."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.e2e.stage import bridge_command
from tests.jack import wait_for

SHARED = Path("/dev/shm")
GONE = 3.0
"""Seconds in which everything of a program that has ended must be gone."""
UNPRIVILEGED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Root reads and writes whatever it likes, a person does not; tests in a container run as root."""


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

    @property
    def refusal(self) -> str:
        """The one line by which the program refused to begin; fails the test if it did anything else."""
        assert (self.code, self.out) == (2, ""), self
        assert self.err.startswith("leaderbridge: "), self
        assert self.err.count("\n") == 1, self
        assert self.clean, self
        return self.err.strip()


def run(folder: Path, *words: str | Path, env: Mapping[str, str] | None = None) -> Outcome:
    """What ``leaderbridge WORDS`` left."""
    with Program(folder, *words, env=env) as program:
        return program.outcome()


class Program:
    """``leaderbridge WORDS``, running; what it says goes to files in ``folder``. It ends with the block."""

    def __init__(self, folder: Path, *words: str | Path, env: Mapping[str, str] | None = None) -> None:
        self._before = frozenset(segments())
        folder = Path(tempfile.mkdtemp(prefix="program", dir=folder))
        self._out, self._err = folder / "out.txt", folder / "err.txt"
        with self._out.open("w") as out, self._err.open("w") as err:
            self.process = subprocess.Popen(
                [*UNPRIVILEGED, *bridge_command(*map(str, words))],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
                preexec_fn=_heed_ctrl_c,
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

    def until_ready(self) -> Self:
        """Wait for its line ``ready``."""
        wait_for(lambda: "ready" in self.out or self.process.poll() is not None, 30)
        assert "ready" in self.out, self.err
        return self

    def outcome(self, seconds: float = 30.0) -> Outcome:
        """What it left, once it has ended by itself."""
        return self._looked(self.process.wait(seconds))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self._looked(self.process.wait())  # its children are given the time to leave and to clean up
        for pid in session(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _looked(self, code: int) -> Outcome:
        until = time.monotonic() + GONE
        while True:
            orphans = tuple(map(command_of, session(self.process.pid)))
            memory = tuple(sorted(unowned(segments() - self._before)))
            if time.monotonic() > until or not (orphans or memory):
                return Outcome(code, self.out, self.err, orphans, memory)
            time.sleep(0.05)


def _heed_ctrl_c() -> None:
    """A shell that ran the tests in the background has let them ignore SIGINT; a terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
