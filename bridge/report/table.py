"""One row a song: what a whole folder of reports comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from bridge.outputs.tables import open_tables
from bridge.report.lead import hand_overs, parts, stretches
from bridge.report.pace import pace
from bridge.report.run import read

FILE = "songs.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """A song's figures as cells; those of a song that failed are empty but for ``error``."""

    song: str
    seconds: str = ""
    tempo_bpm: str = ""
    drift_percent: str = ""
    led_most: str = ""
    led_most_of_time: str = ""
    hand_overs: str = ""
    error: str = ""


def row(folder: Path) -> Row:
    """The row of the song whose run lies in ``folder``. Raises `BridgeError` when it is no run's."""
    run = read(folder)
    curve, most = pace(run.times, run.bpm), max(parts(run), key=lambda part: part.named)
    return Row(
        folder.name,
        f"{run.seconds:.1f}",
        f"{curve.median:.2f}" if curve else "",
        f"{curve.change:.2f}" if curve else "",
        most.bus if most.named else "none",
        f"{most.named:.3f}",
        str(len(hand_overs(stretches(run)))),
    )


def write(out: Path, rows: Iterable[Row]) -> Path:
    """Write ``songs.csv`` into ``out``, by the songs' names; gives its path. Raises `BridgeError`."""
    columns: Sequence[str] = [field.name for field in fields(Row)]
    table = open_tables(out, {FILE: columns})[FILE]
    table.extend(astuple(row) for row in sorted(rows, key=lambda row: row.song))
    table.close()
    return out / FILE
