"""The lines that a program prints, each with the time at which it came."""

from __future__ import annotations

import subprocess
import threading
import time


class Lines:
    """Reads a process's stdout in a thread of its own until it ends; ``heard`` is ``(host second, line)``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.heard: list[tuple[float, str]] = []
        self._thread = threading.Thread(target=self._read, args=(process.stdout,), daemon=True)
        self._thread.start()

    def _read(self, stdout) -> None:
        for line in stdout:
            self.heard.append((time.monotonic(), line.strip()))

    def after(self, word: str) -> list[tuple[float, list[str]]]:
        """The lines that begin with ``word``: when each came, and its other words."""
        return [(t, line.split()[1:]) for t, line in list(self.heard) if line.split()[:1] == [word]]
