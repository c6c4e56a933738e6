"""The bridge on stems of real and rendered songs with a known, steady tempo."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from command import OUT, column, leaderbridge, summary
from page import markdown

DATA = Path(os.environ.get("LEADERBRIDGE_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
HEAD = [
    "stems",
    "true BPM",
    "heard BPM (median)",
    "error",
    "level",
    "first tempo after (s)",
    "within 1 % of the time",
    "× real time",
]


@dataclass(frozen=True)
class Song:
    """A folder of stems, its true tempo, and the metrical levels (multiples of it) that are as right."""

    folder: str
    bpm: float
    levels: tuple[float, ...] = (1.0, 0.5, 2.0)


SONGS = (Song("lmms_reggaetry_stems", 180.0), Song("trackswitch_stems", 85.7))


def table() -> str:
    """A row a song."""
    return markdown("Stems", "leaderbridge analyse $LEADERBRIDGE_DATA/STEMS -o DIR", HEAD, map(_row, SONGS))


def _row(song: Song) -> list[str]:
    out = OUT / song.folder
    leaderbridge("analyse", DATA / song.folder, "--pad", "-o", out)
    heard = [float(bpm) if bpm else math.nan for bpm in column(out, "tempo.csv", "bpm")]
    times = [float(time) for time in column(out, "tempo.csv", "time")]
    known = [bpm for bpm in heard if not math.isnan(bpm)]
    if not known:
        return [song.folder, f"{song.bpm:g}", "none", *[""] * 4, f"{summary(out)['speed']:.1f}"]
    middle = median(known)
    level = min(song.levels, key=lambda level: abs(math.log(middle / (song.bpm * level))))
    true = song.bpm * level
    near = sum(abs(bpm / true - 1) < 0.01 for bpm in known) / len(heard)
    first = next(time for time, bpm in zip(times, heard, strict=True) if not math.isnan(bpm))
    return [
        song.folder,
        f"{song.bpm:g}",
        f"{middle:.2f}",
        f"{middle / true - 1:+.2%}",
        f"× {level:g}",
        f"{first:.1f}",
        f"{near:.1%}",
        f"{summary(out)['speed']:.1f}",
    ]
