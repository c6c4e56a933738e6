"""How fast recordings are analysed, and beside it plain aubio on the same files."""

from __future__ import annotations

import resource
import time
from pathlib import Path
from statistics import median

import aubio
import numpy as np
import soundfile
from command import OUT, leaderbridge, summary
from page import markdown

from bridge.audio.demo import DemoBand
from bridge.types import HOP, RATE, WINDOW

STEMS = (1, 2, 4, 8)
SECONDS = 240
RUNS = 3
HEAD = [
    "stems",
    "× real time, listening",
    "× real time, with the report",
    "processor seconds a minute of music",
    "aubio's tempo alone, × real time",
]


def table() -> str:
    """A row a number of stems; medians of three runs on four minutes of the demo band."""
    return markdown("Recordings", "leaderbridge analyse STEMS -o DIR", HEAD, map(_row, STEMS))


def _row(count: int) -> list[str]:
    folder = _stems(count)
    runs = [_run(folder) for _ in range(RUNS)]
    listening, whole, processor = (median(column) for column in zip(*runs, strict=True))
    peer = median(_aubio(folder) for _ in range(RUNS))
    return [
        str(count),
        *(f"{value:.1f}" for value in (listening, whole, processor)),
        f"{peer:.1f}",
    ]


def _stems(count: int) -> Path:
    """So many stems of demo bands, four a band."""
    folder = OUT / f"stems-{count}"
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, count, 4):
        band = DemoBand(SECONDS, 1 + first)
        sound = band.read(band.frames)
        for name, row in list(zip(band.names, sound, strict=True))[: count - first]:
            soundfile.write(folder / f"{name}_{first}.wav", np.ascontiguousarray(row), band.rate)
    return folder


def _run(folder: Path) -> tuple[float, float, float]:
    """Multiples of real time, listening and in all, and processor seconds a minute of music."""
    began, before = time.monotonic(), _processor()
    leaderbridge("analyse", folder, "-o", OUT / "report")
    whole = SECONDS / (time.monotonic() - began)
    return summary(OUT / "report")["speed"], whole, (_processor() - before) * 60 / SECONDS


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _aubio(folder: Path) -> float:
    """aubio's tempo of each file, one after the other, in this process."""
    began = time.monotonic()
    for path in sorted(folder.glob("*.wav")):
        tracker, sound = aubio.tempo("default", WINDOW, HOP, RATE), soundfile.read(path, dtype="float32")[0]
        for at in range(0, len(sound) - HOP + 1, HOP):
            tracker(sound[at : at + HOP])
    return SECONDS / (time.monotonic() - began)
