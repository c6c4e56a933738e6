"""The bridge on stems of real and rendered songs with a known, steady tempo."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

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
    "beat to true beat, median (ms)",
    "95 % (ms)",
    "× real time",
]


@dataclass(frozen=True)
class Song:
    """A folder of stems, its true tempo, and the metrical levels (multiples of it) that are as right.

    ``first_beat`` in seconds, where the beats are known: a rendered song has them on an exact grid.
    """

    folder: str
    bpm: float
    levels: tuple[float, ...] = (1.0, 0.5, 2.0)
    first_beat: float | None = None


# Nobody wrote down the second one's tempo: its synth keeps to 16ths of 170.0 BPM, as the judge takes it too.
SONGS = (Song("lmms_reggaetry_stems", 180.0, first_beat=0.0), Song("trackswitch_stems", 170.0))


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
        return [song.folder, f"{song.bpm:g}", "none", *[""] * 6, f"{summary(out)['speed']:.1f}"]
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
        *_beat_errors(song, out),
        f"{summary(out)['speed']:.1f}",
    ]


def _beat_errors(song: Song, out: Path) -> list[str]:
    """Median and 95th percentile of the distance of each beat from the nearest true one, in ms."""
    beats = [float(time) for time in column(out, "beats.csv", "time")]
    if song.first_beat is None or len(beats) < 2:
        return ["not known", "not known"]
    period = 60.0 / song.bpm
    off = [abs((beat - song.first_beat + period / 2) % period - period / 2) * 1000 for beat in beats]
    return [f"{median(off):.1f}", f"{quantiles(off, n=20)[-1]:.1f}"]
