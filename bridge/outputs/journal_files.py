"""A journal on the disk: lines that a power cut leaves whole, in files that never grow too large."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from bridge.errors import BridgeError
from bridge.outputs.journal_lines import About, Entry, Scribe

LARGEST = 64_000_000
"""Bytes after which a journal goes on in its next file: any editor opens one of that size."""

_FILE = "journal-{:04d}.jsonl"
_NAMED = re.compile(r"journal-\d{4,}\.jsonl")


class Journal:
    """Writes entries into a folder: ``journal-0001.jsonl`` and so on, after what is there already.

    What `write` has returned from is on the disk, also after a power cut. For one thread; blocks on the
    disk. Raises `BridgeError` when it cannot be written.
    """

    def __init__(self, folder: Path, about: About, largest: int = LARGEST) -> None:
        self._folder, self._about, self._largest = folder, about, largest
        self._number = len(files(folder))
        self._scribe = Scribe()
        self._file: IO[str] | None = None

    def write(self, entries: Iterable[Entry]) -> None:
        """Append ``entries`` and wait until the disk has them."""
        try:
            file = self._open()
            file.writelines(f"{self._scribe.line(entry)}\n" for entry in entries)
            file.flush()
            os.fsync(file.fileno())
            if file.tell() >= self._largest:
                self.close()
        except OSError as why:
            raise BridgeError(f"{self._folder}: the recording cannot be written ({why.strerror})") from why

    def close(self) -> None:
        """Let go of the file; a later `write` begins the next one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[str]:
        """The file that is written; a new one begins with all that is needed to read it alone."""
        if self._file is None:
            self._number += 1
            self._scribe = Scribe()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = (self._folder / _FILE.format(self._number)).open("x", encoding="utf-8")
            self._file.write(self._about.line() + "\n")
        return self._file


def new_run(folder: Path, now: datetime) -> Path:
    """Where a run that begins ``now`` is recorded in ``folder``: a folder of its own, so nothing is lost.

    Raises `BridgeError` when it cannot be made.
    """
    run = folder / now.strftime("%Y-%m-%d_%H-%M-%S")
    try:
        run.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise BridgeError(f"{run}: cannot be made a folder ({why.strerror}); choose another one") from why
    return run


def newest_run(folder: Path) -> Path:
    """The folder of a recorded run: ``folder`` itself, or the newest run in it.

    Raises `BridgeError` when there is none.
    """
    if files(folder):
        return folder
    runs = [path for path in sorted(folder.glob("*")) if files(path)]
    if not runs:
        raise BridgeError(f"{folder}: no recording here; leaderbridge run --record {folder} makes one")
    return runs[-1]


def is_recorded(folder: Path) -> bool:
    """Whether ``folder`` is, or holds, a recorded run."""
    return folder.is_dir() and bool(files(folder) or any(files(path) for path in folder.glob("*")))


def about(run: Path) -> About:
    """What the recorded ``run`` says of itself. Raises `BridgeError` when it cannot be read."""
    from bridge.outputs.journal_reader import about as read_about  # pydantic: only where somebody reads

    first = files(run)[0]
    try:
        with first.open(encoding="utf-8") as file:
            return read_about(file.readline())
    except (BridgeError, OSError, ValueError) as why:
        raise BridgeError(f"{first}: cannot be read as a recording ({why})") from why


def entries(run: Path) -> Iterator[Entry]:
    """All that was recorded in ``run``, in order, a line at a time: memory does not grow.

    A last line torn by a power cut is left out. Raises `BridgeError` for a damaged line before it.
    """
    from bridge.outputs.journal_reader import Reader

    buses, t = [bus.name for bus in about(run).buses], 0.0
    for path in files(run):
        reader = Reader(buses, t)
        for number, line in _lines(path):
            try:
                yield reader.entry(line)
            except ValueError as why:
                if line.endswith("\n"):
                    raise BridgeError(f"{path}, line {number}: damaged ({why})") from why
        t = reader.t


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file after its first, and their numbers."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            file.readline()
            yield from enumerate(file, 2)
    except OSError as why:
        raise BridgeError(f"{path}: cannot be read as a recording ({why.strerror})") from why


def files(run: Path) -> list[Path]:
    """The files of a recorded run, in order; none if ``run`` is no such folder."""
    if not run.is_dir():
        return []
    return sorted(path for path in run.iterdir() if _NAMED.fullmatch(path.name))
