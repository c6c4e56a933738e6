"""How exact the JACK clock is, beside the native jack_midi_clock: both run on one server, heard alike."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import jack
import numpy as np
import on_jack
from command import OUT
from page import markdown

from bridge.types import PPQN
from tests.e2e import stage
from tests.jack import need

BPM = 120
SECONDS = 25.0
SETTLED = 5.0
"""Seconds after which a clock has found its pace."""
GAP = on_jack.RATE * 60 // (BPM * PPQN)
"""Samples from clock to clock: 1000."""
BUSES = 8
Load = Callable[[ExitStack, Path], None]
COMMAND = f"leaderbridge test-clock --bpm {BPM}    # beside it: jack_midi_clock -b {BPM}"
HEAD = [
    "jackd",
    "load",
    "clock",
    "clocks heard",
    "error, median (samples)",
    "99 %",
    "largest",
    "clock to clock, largest",
    "missing",
    "doubled",
    "xruns",
]
SOURCES = {"leaderbridge": stage.CLOCK, "jack_midi_clock": "jack_midi_clock:mclk_out"}


def table() -> str:
    """A row for each server, load and clock."""
    rows = [
        row
        for name, synchronous in {"synchronous": True, "asynchronous": False}.items()
        for load, start in {"idle": _idle, f"{BUSES} buses followed, one core busy": _loaded}.items()
        for row in _rows(name, synchronous, load, start)
    ]
    return markdown("JACK clock", COMMAND, HEAD, rows)


def _rows(name: str, synchronous: bool, load: str, start: Load) -> list[list[str]]:
    folder = OUT / "clock"
    with on_jack.server(synchronous), ExitStack() as stack:
        clock = on_jack.bridge(stack, folder, "test-clock", "--bpm", str(BPM), buses=["drums", "bass"])
        _start_native(stack)
        start(stack, folder / "load")
        listeners = [stage.client(stack, "clock_listener.py", source) for source in SOURCES.values()]
        time.sleep(SETTLED + SECONDS)
        heard = [_frames(listener) for listener in listeners]
        xruns = clock.end().xruns
    return [
        [name, load, source, *_judged(frames), str(xruns)]
        for source, frames in zip(SOURCES, heard, strict=True)
    ]


def _idle(stack: ExitStack, folder: Path) -> None:
    """Nothing beside the clocks."""


def _loaded(stack: ExitStack, folder: Path) -> None:
    """A second bridge follows a band, and a process takes all the time it can get."""
    names, sound = on_jack.band(BUSES, SETTLED + SECONDS + 10)
    on_jack.bridge(stack, folder, "run", buses=names, midi=False)
    on_jack.daw(stack, folder, names, sound)
    stage.spawn(stack, [sys.executable, "-c", "while True: pass"])


def _start_native(stack: ExitStack) -> None:
    """Debian's clock follows JACK's transport, so that is set rolling."""
    program = need("jack_midi_clock", "jack-midi-clock")
    stage.spawn(stack, [program, "-b", str(BPM)], stdout=subprocess.DEVNULL)
    with closing(jack.Client("conductor", no_start_server=True)) as conductor:
        conductor.transport_start()
        while not conductor.get_ports(SOURCES["jack_midi_clock"]):
            time.sleep(0.05)


def _frames(listener: subprocess.Popen[str]) -> np.ndarray:
    """The JACK frame of each clock that came once the clock had settled."""
    out, _ = listener.communicate(timeout=10)
    lines = (line.split() for line in out.splitlines()[1:])
    frames = np.array([int(frame) for frame, data in lines if data == "f8"])
    return frames[frames >= frames[0] + SETTLED * on_jack.RATE]


def _judged(frames: np.ndarray) -> list[str]:
    """Errors against the best straight line through all clocks, each at its place in the count."""
    steps = np.rint(np.diff(frames) / GAP).astype(int)
    places = np.concatenate([[0], np.cumsum(steps)])
    errors = np.abs(frames - np.polyval(np.polyfit(places, frames, 1), places))
    jitter = np.max(np.abs(np.diff(frames) - GAP * steps))
    sizes = [np.median(errors), np.percentile(errors, 99), np.max(errors), jitter]
    missing, doubled = np.sum(steps[steps > 1] - 1), np.sum(steps < 1)
    return [str(len(frames)), *(f"{size:.2f}" for size in sizes), str(missing), str(doubled)]
