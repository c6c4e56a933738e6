"""How exact the JACK clock is, beside the native jack_midi_clock: both run on one server, heard alike."""

from __future__ import annotations

import re
import subprocess
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import jack
import numpy as np
import on_jack
import ticks
from command import OUT
from loads import LOADS, Load
from page import markdown

from bridge.outputs import cycle_log
from bridge.types import PPQN
from tests.e2e import stage
from tests.jack import BY_INTERRUPT, need

BPM = 120
"""Tempo of the native clock."""
SECONDS = 30.0
SETTLED = 3.0
"""Seconds after which both clocks have begun."""
GAP = on_jack.RATE * 60 // (BPM * PPQN)
"""Samples from one clock of the native tool to the next: 1000."""
READ = 24
"""Readings of jack_mclk_dump at the begin and the end that are told by their median."""
NATIVE = "jack_midi_clock:mclk_out"
COMMAND = "python scripts/bench clock"
HEAD = [
    "jackd",
    "load",
    "clock",
    "tempo",
    "clocks heard",
    "error, median (frames)",
    "99 %",
    "largest",
    "missing",
    "doubled",
    "jack_mclk_dump reads (BPM)",
    "xruns",
]


@dataclass(frozen=True)
class Tempo:
    """``name`` in the table, and the words that ask ``test-clock`` for it."""

    name: str
    words: tuple[str, ...]


STEADY = Tempo(f"{BPM}", ("--bpm", f"{BPM}"))
RAMP = Tempo("100 → 140", ("--bpm", "100", "--to", "140", "--over", "20"))


def table() -> str:
    """Two rows for each server, load and tempo: the bridge's clock and the native one."""
    return markdown("Error of a tick on JACK", COMMAND, HEAD, _rows())


def _rows() -> list[list[str]]:
    servers = {"synchronous": True, "asynchronous": False}
    runs = product(servers.items(), LOADS.items(), (STEADY, RAMP))
    return [
        [server, load, *cells]
        for (server, synchronous), (load, start), tempo in runs
        for cells in _run(synchronous, start, tempo)
    ]


def _run(synchronous: bool, load: Load, tempo: Tempo) -> list[list[str]]:
    folder, log = OUT / "clock", OUT / "clock" / "cycles.csv"
    midi = f'{on_jack.JACK_CLOCK}\nlog = "{log.absolute()}"'
    with on_jack.server(synchronous), ExitStack() as stack:
        load(stack, folder / "load", SETTLED + SECONDS)
        clock = on_jack.bridge(stack, folder, "test-clock", *tempo.words, buses=["drums", "bass"], midi=midi)
        _start_native(stack)
        reader = _reader(stack, folder / "mclk")
        listeners = [stage.client(stack, "clock_listener.py", port) for port in (stage.CLOCK, NATIVE)]
        time.sleep(SETTLED + SECONDS)
        ours, native = map(_frames, listeners)
        read = _read(reader)
        xruns = str(clock.end().xruns)
    judged = ticks.by_log(ours, cycle_log.read(log))
    return [
        ["leaderbridge", tempo.name, *_cells(judged), read, xruns],
        ["jack_midi_clock", STEADY.name, *_cells(ticks.by_line(native, GAP)), "", xruns],
    ]


def _start_native(stack: ExitStack) -> None:
    """Debian's clock follows JACK's transport, so that is set rolling."""
    program = need("jack_midi_clock", "jack-midi-clock")
    stage.spawn(stack, [program, "-b", str(BPM)], farewell=BY_INTERRUPT, stdout=subprocess.DEVNULL)
    with closing(jack.Client("conductor", no_start_server=True)) as conductor:
        conductor.transport_start()
        while not conductor.get_ports(NATIVE):
            time.sleep(0.05)


def _reader(stack: ExitStack, path: Path) -> Path:
    """The independent reader, which writes what it reads of the bridge's clock to ``path``."""
    command = ["stdbuf", "-oL", need("jack_mclk_dump", "jack-midi-clock"), "-n", stage.CLOCK]
    out = stack.enter_context(path.open("w", encoding="utf-8"))
    stage.spawn(stack, command, farewell=BY_INTERRUPT, stdout=out)
    return path


def _read(path: Path) -> str:
    tempi = [float(bpm) for bpm in re.findall(r"cur:\s*([0-9.]+)", path.read_text(encoding="utf-8"))]
    return f"{np.median(tempi[:READ]):.2f} … {np.median(tempi[-READ:]):.2f}"


def _frames(listener: subprocess.Popen[str]) -> list[int]:
    """The JACK frame of each clock that came after the first seconds."""
    out, _ = listener.communicate(timeout=10)
    lines = (line.split() for line in out.splitlines()[1:])
    frames = [int(frame) for frame, data in lines if data == "f8"]
    return [frame for frame in frames if frame >= frames[0] + SETTLED * on_jack.RATE]


def _cells(judged: ticks.Judged) -> list[str]:
    errors = judged.errors
    sizes = [np.median(errors), np.percentile(errors, 99), np.max(errors)]
    return [str(len(errors)), *(f"{size:.2f}" for size in sizes), str(judged.missing), str(judged.twice)]
