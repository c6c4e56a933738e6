"""One child process: started, watched, started again when it died."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridge.outputs.standby import stopped

if TYPE_CHECKING:
    from bridge.app.adopted import Adopted

SPAWN = multiprocessing.get_context("spawn")
"""Children begin with a clean interpreter: no thread, lock or device of the parent's comes along."""
PATIENCE = 3.0
"""Seconds a child is given to leave before it is killed."""
STEADY = 10.0
"""Seconds of work after which a death is a new misfortune, not the same one again."""
PREFIX = "bridge-"
"""Before the names of processes, as ``top`` shows them."""
FIRST, LONGEST = 0.2, 5.0
"""Seconds before the first and the later attempts to start a child again."""


@contextmanager
def spared() -> Iterator[None]:
    """What is started meanwhile is blind to SIGINT from its first instruction on.

    Ctrl-C reaches everyone at the terminal, also a child that has no handlers yet; it is for the parent.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Child:
    """A process by name. ``target(*args)`` must be picklable. For the parent's main thread."""

    def __init__(self, name: str, target: Callable[..., None], args: tuple[Any, ...]) -> None:
        self.name = name
        self.restarts = 0
        self._target, self._args = target, args
        self._process: BaseProcess | Adopted | None = None
        self._wait, self._again_at, self._began = FIRST, 0.0, 0.0

    def __reduce__(self) -> tuple[Any, ...]:
        """Only how it is started goes to another process."""
        return Child, (self.name, self._target, self._args)

    def start(self) -> None:
        """Start it."""
        self._began = time.monotonic()
        # Read when NumPy is loaded, which is before any line of the child's own: more threads would spin.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        args = (f"{PREFIX}{self.name}", self._target, self._args)
        process = SPAWN.Process(target=_begin, args=args, name=f"{PREFIX}{self.name}")
        with spared():
            process.start()
        self._process = process

    def adopt(self, pid: int) -> None:
        """Be the process ``pid``, which was started elsewhere."""
        from bridge.app.adopted import Adopted  # psutil: only where a parent has died

        self._process = Adopted(pid)

    @property
    def pid(self) -> int | None:
        """Its process id, None before the start."""
        return self._process.pid if self._process else None

    @property
    def exitcode(self) -> int | None:
        """None while it runs; negative for the signal that killed it."""
        return self._process.exitcode if self._process else None

    def revive(self) -> bool:
        """Start it again if it has died and its time has come; whether it was started.

        One that left by itself with exit code 0 had nothing more to do. One that a signal has stopped
        counts as dead, and is made so: JACK lets all its clients wait for it.
        """
        if self._process is not None and self.exitcode is None and stopped(self._process.pid or 0):
            self._process.kill()
        if not self.exitcode:
            return False
        now = time.monotonic()
        if not self._again_at:
            if now - self._began > STEADY:
                self._wait = FIRST
            self._again_at = now + self._wait
            self._wait = min(self._wait * 2, LONGEST)
        if now < self._again_at:
            return False
        self._again_at = 0.0
        self.restarts += 1
        self.start()
        return True

    def ask_to_leave(self) -> None:
        """SIGTERM, if it runs."""
        if self._process is not None and self._process.exitcode is None:
            self._process.terminate()

    def leave(self) -> None:
        """Wait until it has ended; kill it if it does not."""
        if self._process is None:
            return
        self._process.join(PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()


def _begin(name: str, target: Callable[..., None], args: tuple[Any, ...]) -> None:
    """The first words of a child: it takes its name, where the system has a place for it."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(name)
    target(*args)


class AudioChild(Child):
    """The audio process: it speaks through a connection of its own, made anew at each start."""

    def __init__(self, target: Callable[..., None], args: tuple[Any, ...]) -> None:
        super().__init__("audio", target, args)
        self._fixed = args
        self.conn: Connection | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return AudioChild, (self._target, self._fixed)

    def start(self) -> None:
        """Start it with a new connection."""
        if self.conn is not None:
            self.conn.close()
        self.conn, theirs = SPAWN.Pipe()
        self._args = (*self._fixed, theirs)
        super().start()
        theirs.close()

    def heard(self) -> tuple[str, Any] | None:
        """What it said since the last look, as ``(what, value)``."""
        try:
            return self.conn.recv() if self.conn is not None and self.conn.poll() else None
        except (EOFError, OSError):
            return None
