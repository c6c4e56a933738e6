"""The drum machine as the test sees it: what it has heard so far, in JACK's frames and host seconds."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import jack
import numpy as np

from tests.e2e.rigs import FIRST
from tests.e2e.stage import spawn

BLOCK = 50
"""Cycles of which the one that came least late says what the host's clock was."""


class DrumMachine:
    """Listens to the clock until ``stack`` ends. ``heard``: each message, ``(frame, data)``."""

    def __init__(self, stack: ExitStack, name: str = "drum-machine") -> None:
        self.client = jack.Client("looker", no_start_server=True)
        self._open = True
        stack.callback(self.close)
        self.client.activate()
        self.rate = self.client.samplerate
        self.heard: list[tuple[int, bytes]] = []
        self._cycles: list[tuple[int, float]] = []
        command = [sys.executable, str(Path(__file__).with_name("ear.py")), name, FIRST]
        self._process = spawn(stack, command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout.readline().strip() == "listening"
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        for line in self._process.stdout:
            mark, *rest = line.split()
            if mark == "=":
                self._cycles.append((int(rest[0]), float(rest[1])))
            else:
                self.heard.append((int(mark), bytes.fromhex(rest[0])))

    def close(self) -> None:
        """Leave the server; before it goes, as a client in a test's process must."""
        if self._open:
            self._open = False
            self.client.close()

    def messages(self) -> list[bytes]:
        return [data for _, data in self.heard]

    @property
    def frame(self) -> int:
        """JACK's present frame."""
        return int(self.client.frame_time)

    def hosts(self, frames: np.ndarray) -> np.ndarray:
        """The host's second of each frame, by the cycles around it: also where the server lost some."""
        starts, ahead = self._offsets()
        return frames / self.rate + np.interp(frames, starts, ahead)

    def missed(self, period: int) -> np.ndarray:
        """First frame of each cycle of ``period`` frames that the server let go by without calling it."""
        starts = np.array([start for start, _ in self._cycles])
        after = np.flatnonzero(np.diff(starts) > period)
        spans = [np.arange(starts[i] + period, starts[i + 1], period) for i in after]
        return np.concatenate(spans) if spans else np.zeros(0, starts.dtype)

    def slip(self, first: int, last: int) -> float:
        """Seconds that the server itself lost against the host's clock from one frame to another."""
        starts, ahead = self._offsets()
        return float(
            np.ptp(np.interp([first, *starts[(starts > first) & (starts < last)], last], starts, ahead))
        )

    def _offsets(self) -> tuple[np.ndarray, np.ndarray]:
        cycles = np.array(self._cycles[: len(self._cycles) // BLOCK * BLOCK])
        ahead = cycles[:, 1] - cycles[:, 0] / self.rate
        return cycles[BLOCK // 2 :: BLOCK, 0], ahead.reshape(-1, BLOCK).min(axis=1)
