"""A process that somebody else has started, for who looks after it now."""

from __future__ import annotations

import signal
import time
from contextlib import suppress

import psutil


class Adopted:
    """The process ``pid``, with what `Child` asks of one of its own."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self._process = None

    @property
    def exitcode(self) -> int | None:
        """None while it runs; afterwards 1, as how it ended is told to its parent alone."""
        try:
            gone = self._process is None or self._process.status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            gone = True
        return 1 if gone else None

    def terminate(self) -> None:
        """SIGTERM."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self._send(signal.SIGKILL)

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while self.exitcode is None and time.monotonic() < end:
            time.sleep(0.01)

    def _send(self, number: signal.Signals) -> None:
        if self._process is not None:
            with suppress(psutil.NoSuchProcess):
                self._process.send_signal(number)
