"""What an hour of eight stems takes: time, and memory, which must not grow with the length."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import soundfile
from command import OUT
from page import markdown

from bridge.audio.demo import DemoBand

STEMS, LAP, LAPS = 8, 240, (1, 15)
"""Stems, the seconds of music that are played over and over, and how often in each row."""
HEAD = ["minutes of music", "× real time, listening", "memory, following (MB)", "memory, hearing (MB)"]
RUN = """
import json, resource, sys
from pathlib import Path
from bridge import offline
from bridge.config import Config
said = offline.analyse([Path(sys.argv[1])], Path(sys.argv[2]), Config(), False, lambda done: None)
own, child = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([said["speed"], own.ru_maxrss / 1024, child.ru_maxrss / 1024]))
"""
"""Run in a process of its own: the largest memory of a process is never forgotten."""


def table() -> str:
    """A row for some minutes, and one for an hour, of the same music."""
    return markdown("An hour", "bridge.offline.analyse([STEMS], DIR, …)", HEAD, map(_row, LAPS))


def _row(laps: int) -> list[str]:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        with ProcessPoolExecutor(
            1
        ) as another:  # a new process starts with the memory of the one that makes it
            another.submit(_write, Path(folder), laps).result()
        command = [sys.executable, "-c", RUN, folder, str(OUT / "report")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    speed, following, hearing = json.loads(done.stdout.splitlines()[-1])
    return [str(laps * LAP // 60), f"{speed:.1f}", f"{following:.0f}", f"{hearing:.0f}"]


def _write(folder: Path, laps: int) -> None:
    for first in range(0, STEMS, 4):
        band = DemoBand(LAP, 1 + first)
        for name, row in zip(band.names, band.read(band.frames), strict=True):
            sound = np.ascontiguousarray(row)
            with soundfile.SoundFile(folder / f"{name}_{first}.wav", "w", band.rate, 1) as file:
                for _ in range(laps):
                    file.write(sound)
