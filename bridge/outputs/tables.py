"""CSV files of a run: written row by row, there as a whole once they are closed, read back as arrays."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bridge.errors import BridgeError

FLUSH_EVERY = 256
"""Rows after which a growing file is handed to the system."""
PART = ".part"


def text(value: float, digits: int) -> str:
    """A number for a cell; empty when it is NaN, which stands for unknown."""
    return "" if math.isnan(value) else f"{value:.{digits}f}"


class Table:
    """One CSV file on its way.

    It grows as ``<name>.part`` and gets its name at `close`; so a file with the right name is
    complete, and a crash leaves what was flushed. One thread; blocks on the disk.
    Raises `BridgeError` when the file cannot be made.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._path = path
        self._part = path.with_name(path.name + PART)
        try:
            self._file = self._part.open("w", newline="", encoding="utf-8")
        except OSError as why:
            raise BridgeError(f"{path}: cannot be written ({why.strerror}); choose another folder") from why
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)
        self._rows = 0

    def extend(self, rows: Iterable[Sequence[str]]) -> None:
        """Append ``rows``, each a cell a column."""
        for row in rows:
            self._writer.writerow(row)
            self._rows += 1
            if self._rows % FLUSH_EVERY == 0:
                self._file.flush()

    def close(self) -> None:
        """Give the file its name, replacing an older one. A second call does nothing."""
        if not self._file.closed:
            self._file.close()
            self._part.replace(self._path)

    def discard(self) -> None:
        """Leave nothing behind."""
        if not self._file.closed:
            self._file.close()
            self._part.unlink()


def open_tables(folder: Path, columns: Mapping[str, Sequence[str]]) -> dict[str, Table]:
    """One `Table` for each name in ``columns``, in a ``folder`` made if need be: all of them or none.

    Raises `BridgeError` when the folder or a file cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise BridgeError(f"{folder}: cannot be made a folder ({why.strerror}); choose another one") from why
    opened: dict[str, Table] = {}
    try:
        for name, header in columns.items():
            opened[name] = Table(folder / name, header)
    except BridgeError:
        for table in opened.values():
            table.discard()
        raise
    return opened


def read_columns(path: Path) -> dict[str, list[str]]:
    """The cells of a CSV file by column, as text. Raises `BridgeError` if it is missing or ragged."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        return {name: [row[place] for row in rows] for place, name in enumerate(header)}
    except OSError as why:
        raise BridgeError(f"{path}: cannot be read ({why.strerror}); is this the folder of a run?") from why
    except (ValueError, IndexError) as why:
        raise BridgeError(f"{path}: not a table that the bridge wrote; run the analysis again") from why


def numbers(cells: Sequence[str]) -> NDArray[np.float64]:
    """Cells as float64, empty ones as NaN."""
    return np.array([float(cell) if cell else math.nan for cell in cells], dtype=np.float64)
