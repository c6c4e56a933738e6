"""What a clock on JACK went by in each cycle, written to a file: how exact it was can be judged from outside.

A line a cycle, CSV: the cycle's first frame (unwrapped) and its length in frames, the host seconds of its two
ends by the clock's fit, the timeline that it obeyed (host seconds; empty while there was none), and how many
clocks it sent.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bridge.errors import BridgeError
from bridge.types import Timeline

COLUMNS = ("frame", "frames", "host_start", "host_end", "bpm", "beat0", "t0", "clocks")


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle of JACK: ``frames`` frames from ``frame`` on, from host second ``start`` to ``end``.

    ``clocks`` were sent in it by ``timeline``.
    """

    frame: int
    frames: int
    start: float
    end: float
    timeline: Timeline | None
    clocks: int = 0


class CycleLog:
    """The file of a clock; without a path nothing is kept. For one thread, not the callback's: it blocks.

    What an earlier clock left there goes with the first line: a successor that only stands by takes nothing
    away. Raises BridgeError when the file cannot be written. As a context manager it closes the file.
    """

    def __init__(self, path: str) -> None:
        try:
            self._file = open(path or os.devnull, "a", encoding="utf-8", newline="")  # noqa: SIM115
        except OSError as why:
            raise BridgeError(f"[[midi]] log: {path} cannot be written ({why.strerror})") from None
        self._rows = csv.writer(self._file)
        self._begun = False

    def write(self, cycles: Iterable[Cycle]) -> None:
        """Write these lines; floats are written so that they can be read again exactly."""
        rows = list(map(_row, cycles))
        if rows and not self._begun:
            self._begun = True
            self._file.truncate(0)
            self._rows.writerow(COLUMNS)
        self._rows.writerows(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self._file.close()


def read(path: str | os.PathLike[str]) -> list[Cycle]:
    """The cycles in a clock's file, in order."""
    with open(path, encoding="utf-8", newline="") as file:
        return [_cycle(row) for row in csv.DictReader(file)]


def _row(cycle: Cycle) -> tuple[object, ...]:
    line = cycle.timeline
    told = (line.bpm, line.beat0, line.t0) if line is not None else ("", "", "")
    return (cycle.frame, cycle.frames, cycle.start, cycle.end, *told, cycle.clocks)


def _cycle(row: dict[str, str]) -> Cycle:
    line = Timeline(float(row["bpm"]), float(row["beat0"]), float(row["t0"])) if row["bpm"] else None
    ends = float(row["host_start"]), float(row["host_end"])
    return Cycle(int(row["frame"]), int(row["frames"]), *ends, line, int(row["clocks"]))
