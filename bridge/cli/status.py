"""The live status: a small table that redraws itself, or a plain line a second where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from bridge.status import Status
from bridge.types import State

QUIET, LOUD = -60.0, 0.0
"""The ends of a level meter, dBFS."""
METER = 24
"""Characters of a full meter."""

Show = Callable[[Status], None]


@contextmanager
def shown(console: Console) -> Iterator[Show]:
    """Gives the function that shows a `Status`; restores the terminal at the end.

    A terminal gets a view that redraws itself, anything else (a log, a pipe) a line a second on stderr, so
    that stdout holds only what a program may wait for.
    """
    if not console.is_terminal:
        yield plain_lines(lambda line: print(line, file=sys.stderr, flush=True))
        return
    with Live(console=console, auto_refresh=False, transient=True) as live:
        yield lambda status: live.update(view(status), refresh=True)


def announce_ready() -> None:
    """The one line on stdout that a program which started the bridge may wait for."""
    print("ready", flush=True)


def plain_lines(write: Callable[[str], None], every: float = 1.0) -> Show:
    """A `Show` that writes one line for each ``every`` seconds of the stream."""
    due = float("-inf")

    def show(status: Status) -> None:
        nonlocal due
        if status.t >= due:
            due = status.t + every
            write(line(status))

    return show


def line(status: Status) -> str:
    """The status as one line of text."""
    parts = [
        f"{status.t:7.1f} s",
        f"{_bpm(status.bpm)} BPM",
        status.state.value,
        f"leader {status.leader or 'none'} {status.leader_confidence:.0%}",
        f"bar {status.beat[0]}.{status.beat[1]}",
        *([_song(status)] if status.song else []),
        *([_truth(status)] if status.truth_bpm is not None else []),
        _losses(status),
    ]
    return "  ".join(parts)


def view(status: Status) -> RenderableType:
    """The status as a few rows for a terminal: the beat, a meter a bus, what was lost."""
    head = Text.assemble(
        (f"{_bpm(status.bpm)} BPM ", "bold"),
        f"{status.confidence:4.0%}  ",
        (status.state.value, "bold green" if status.state is State.FOLLOWING else "yellow"),
        f"  bar {status.beat[0]}.{status.beat[1]}  {_dots(status.beat[1])}",
    )
    rows: list[RenderableType] = [head, _buses(status)]
    if status.song:
        rows.append(Text(_song(status), style="yellow" if status.off_rail else ""))
    if status.truth_bpm is not None:
        rows.append(Text(_truth(status), style="cyan"))
    rows.append(Text(_losses(status), style="red" if status.samples_lost or status.late else "dim"))
    rows.extend(Text(f"{name}: {text}", style="dim") for name, text in status.outputs.items())
    return Group(*rows)


def _buses(status: Status) -> Table:
    table = Table(box=None, padding=(0, 1), show_header=False)
    for name, level in status.levels.items():
        leads = name == status.leader
        table.add_row(
            "▶" if leads else " ",
            Text(name, style="bold" if leads else ""),
            Text(meter(level), style="green" if level < -3 else "red"),
            f"{max(level, -120):4.0f} dB",
            f"lead {status.shares.get(name, 0.0):4.0%}",
        )
    return table


def meter(level: float) -> str:
    """A bar of `METER` characters for a level in dBFS; −60 and below is empty, 0 is full."""
    part = (min(max(level, QUIET), LOUD) - QUIET) / (LOUD - QUIET)
    filled = round(part * METER)
    return "█" * filled + "·" * (METER - filled)


def _bpm(bpm: float) -> str:
    return f"{bpm:6.2f}" if bpm else " --.--"


def _dots(beat: int) -> str:
    return "●" * beat


def _song(status: Status) -> str:
    return f"song: {status.song}" + (", off its rail" if status.off_rail else "")


def _truth(status: Status) -> str:
    return f"truth: {_bpm(status.truth_bpm or 0)} BPM, leader {status.truth_leader or 'none'}"


def _losses(status: Status) -> str:
    return f"lost {status.samples_lost} samples, {status.xruns} xruns, {status.late} late clocks"
