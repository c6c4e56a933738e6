"""``leaderbridge analyse``: the same bridge over recordings, as fast as it goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bridge.cli.options import ConfigFile, Out, config_named

if TYPE_CHECKING:
    from bridge.offline import Progress
    from bridge.offline.songs import Job, Workers


def analyse(
    stems: Annotated[
        list[Path],
        typer.Argument(help="Audio files, one a bus; a folder of them, of songs, or a recorded run."),
    ],
    out: Out,
    pad: Annotated[
        bool, typer.Option("--pad", help="Fill shorter stems up with silence instead of refusing them.")
    ] = False,
    ears: Annotated[
        str, typer.Option("--ears", metavar="NAMES", help="Who listens: level, tempo, onsets, pitch.")
    ] = "level,tempo,onsets",
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="A folder of songs: the Ray cluster to use.")
    ] = "",
    config: ConfigFile = None,
) -> None:
    """Write a report on who led, at what tempo and how together, of a recording's stems.

    The report is one HTML page, with a picture, CSV, JSON and JAMS beside it. The bus names are made from
    the file names. WAV, FLAC, OGG and MP3 are read. A folder of songs, one folder of stems each, goes over
    all cores, takes up where it stopped, and ends in one table, songs.csv.

    \b
    Examples:
      leaderbridge analyse song/ -o song-report
      leaderbridge analyse drums.wav bass.wav keys.flac -o report
      leaderbridge analyse songs/ -o reports
      leaderbridge analyse songs/ -o reports --cluster auto
      leaderbridge analyse concerts/ -o report        (the newest run that run --record kept there)
    """
    from bridge import offline
    from bridge.analysis import ears_named
    from bridge.offline.songs import Job, is_collection, songs_in
    from bridge.outputs.journal_files import is_recorded

    names, settings = tuple(ears_named([name.strip() for name in ears.split(",")])), config_named(config)
    if len(stems) == 1 and is_recorded(stems[0]):
        _report("reading", partial(offline.report, stems[0], out), out)
    elif is_collection(stems):
        jobs = [Job(song, out / song.name, settings, pad, names) for song in songs_in(stems[0])]
        _analyse_songs(jobs, out, cluster)
    else:
        _report("listening", partial(offline.analyse, stems, out, settings, pad, ears=names), out)


def _report(doing: str, work: Callable[[Progress], dict[str, Any]], out: Path) -> None:
    from bridge.cli.progress import progress_bar
    from bridge.cli.summary import print_summary

    with progress_bar(doing) as progress:
        summary = work(progress)
    print_summary(summary, out)


def _analyse_songs(jobs: list[Job], out: Path, cluster: str) -> None:
    """All songs, and what came of them; RuntimeError, hence exit code 1, when one failed."""
    from bridge.cli.progress import progress_bar
    from bridge.offline.songs import analyse_all

    with progress_bar(f"{len(jobs)} songs") as progress:
        rows = analyse_all(jobs, out, _workers(cluster), progress)
    failed = [row for row in rows if row.error]
    for row in failed:
        print(f"{row.song}: {row.error}")
    print(f"{len(rows) - len(failed)} of {len(rows)} songs; table: {out / 'songs.csv'}")
    if failed:
        raise RuntimeError(
            f"{len(failed)} of {len(rows)} songs failed: the column error of songs.csv says why"
        )


def _workers(cluster: str) -> Workers:
    from bridge.offline.workers import Cores, on_ray

    return partial(on_ray, cluster) if cluster else Cores()
