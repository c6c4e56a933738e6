"""Many recordings: a folder of songs, one folder of stems each, over all cores or a cluster.

Each song has a process of its own, so that one that breaks, in whatever way, costs only itself. What
is done already is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bridge.audio.stems import SUFFIXES
from bridge.config import Config
from bridge.errors import BridgeError
from bridge.offline.listening import listen
from bridge.offline.runs import Progress, analyse, fingerprint
from bridge.outputs.recorder import REPORT
from bridge.report import table


@dataclass(frozen=True, slots=True)
class Job:
    """One song: the ``stems`` in a folder, and the folder ``out`` that its report goes into. Picklable."""

    stems: Path
    out: Path
    config: Config
    pad: bool
    ears: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether the report is there, whole, of these stems and settings."""
        if not all((self.out / name).exists() for name in REPORT):
            return False
        made_from = json.loads((self.out / "summary.json").read_text(encoding="utf-8")).get("made_from")
        return bool(made_from == fingerprint([self.stems], self.config, self.pad, self.ears))

    def failed(self, why: str) -> table.Row:
        """What the table says of it when nothing came of it."""
        return table.Row(self.stems.name, error=" ".join(why.split()))


Workers = Callable[[Sequence[Job]], Iterator[table.Row]]
"""Does jobs side by side, and gives each one's row when it is done, in any order."""


def is_collection(paths: Sequence[Path]) -> bool:
    """Whether a folder of songs is meant, not the stems of one."""
    return len(paths) == 1 and paths[0].is_dir() and not _is_song(paths[0]) and bool(songs_in(paths[0]))


def songs_in(folder: Path) -> list[Path]:
    """The folders in ``folder`` that hold stems, by name."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and _is_song(path))


def analyse_all(jobs: Sequence[Job], out: Path, workers: Workers, progress: Progress) -> list[table.Row]:
    """Do all ``jobs`` that are not done, and write the table of all into ``out``; gives its rows.

    Ended early, by Ctrl-C or a fault, what is done stays, and the next call goes on from there.
    """
    waiting = [job for job in jobs if not job.done]
    rows = [table.row(job.out) for job in jobs if job not in waiting]
    progress(len(rows) / len(jobs))
    try:
        for row in workers(waiting):
            rows.append(row)
            progress(len(rows) / len(jobs))
    finally:
        table.write(out, rows)
    return rows


def work(job: Job) -> table.Row:
    """Do one job in this process. Whatever goes wrong is told in the row."""
    try:
        analyse([job.stems], job.out, job.config, job.pad, lambda done: None, job.ears, listen)
        return table.row(job.out)
    except BridgeError as why:
        return job.failed(str(why))
    except Exception as why:  # one song must not end the others
        return job.failed(f"{type(why).__name__}: {why}; please report it")


def _is_song(folder: Path) -> bool:
    return any(path.suffix.lower() in SUFFIXES and path.name[0] != "." for path in folder.iterdir())
