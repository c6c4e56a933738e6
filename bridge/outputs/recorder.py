"""The recorder: a sink that writes a run into a folder while it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from bridge.errors import BridgeError
from bridge.outputs.rows import ROWS
from bridge.outputs.tables import Table, open_tables, text
from bridge.types import HOP, RATE, TICK, Step

REPORT = ("summary.json", "report.html", "report.jams", "report.png")
FILES = (*ROWS, "truth.csv", "truth_beats.csv", "clock.csv", *REPORT)
"""All that a run's folder may hold."""


def clear(folder: Path) -> None:
    """Remove what an earlier run left in ``folder``, so that no old truth stands beside a new run.

    Only files that a run writes are touched. Raises `BridgeError` when one cannot be removed.
    """
    for path in (folder / name for name in FILES):
        try:
            path.unlink(missing_ok=True)
        except OSError as why:
            raise BridgeError(f"{path}: cannot be replaced ({why.strerror}); choose another folder") from why


class Recorder:
    """Writes the tables of `ROWS` (``tempo.csv``, ``beats.csv``, …) into a folder as steps come.

    Ten rows a second, at 0.1, 0.2, … s; a row at t is made of steps up to t. The files get their
    names at `close`; memory does not grow. As a context manager it closes at the end and on
    Ctrl-C, and leaves nothing behind after an error, or when no step came.

    Parameters: ``folder``, made if need be, cleared of an earlier run; ``buses`` names in order.
    Raises `BridgeError` when the folder cannot be written. One thread; blocks on the disk.
    """

    def __init__(self, folder: Path, buses: Sequence[str]) -> None:
        self.folder = folder
        self._makers = {name: make(buses) for name, make in ROWS.items()}
        self._tables = open_tables(folder, {name: maker.columns for name, maker in self._makers.items()})
        self._row = 0
        self._t = 0.0
        try:
            clear(folder)
        except BridgeError:
            self.discard()
            raise

    def write(self, step: Step) -> None:
        """Take in the next step; its ``t`` rises from call to call."""
        self._write_rows(step.t)
        for maker in self._makers.values():
            maker.take(step)
        self._t = step.t

    def close(self) -> None:
        """Write the last rows and give the files their names."""
        self._write_rows(self._t + HOP / RATE)
        for table in self._tables.values():
            table.close()

    def discard(self) -> None:
        """Leave nothing behind."""
        for table in self._tables.values():
            table.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if not self._t or (kind is not None and issubclass(kind, Exception)):
            self.discard()
        else:
            self.close()

    def _write_rows(self, before: float) -> None:
        """The rows whose time lies before ``before``: the steps so far are all that they may know."""
        while (t := (self._row + 1) * TICK) < before - 1e-9:
            for name, maker in self._makers.items():
                self._tables[name].extend(maker.at(t))
            self._row += 1


class ClockLog:
    """Writes ``clock.csv``: every MIDI message sent, in stream seconds.

    Parameters: ``folder``, made if need be. Raises `BridgeError` when it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._table: Table = open_tables(folder, {"clock.csv": ("time", "kind")})["clock.csv"]

    def write(self, t: float, kind: str) -> None:
        """One message, named as its `Pulse`: clock, start, stop, continue or position."""
        self._table.extend([(text(t, 6), kind)])

    def close(self) -> None:
        """Give the file its name."""
        self._table.close()

    def discard(self) -> None:
        """Leave nothing behind."""
        self._table.discard()
