"""``leaderbridge analyse``: the same bridge over recordings, as fast as it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bridge.cli.options import ConfigFile, Out, config_named


def analyse(
    stems: Annotated[list[Path], typer.Argument(help="Audio files, one a bus, or one folder of them.")],
    out: Out,
    pad: Annotated[
        bool, typer.Option("--pad", help="Fill shorter stems up with silence instead of refusing them.")
    ] = False,
    config: ConfigFile = None,
) -> None:
    """Write who led, at what tempo, and every beat, of a recording's stems: CSV, JSON and a picture.

    The bus names are made from the file names. WAV, FLAC, OGG and MP3 are read.

    \b
    Examples:
      leaderbridge analyse song/ -o song-report
      leaderbridge analyse drums.wav bass.wav keys.flac -o report
    """
    from bridge import offline
    from bridge.cli.progress import progress_bar
    from bridge.cli.summary import print_summary

    with progress_bar("listening") as progress:
        summary = offline.analyse(stems, out, config_named(config), pad, progress)
    print_summary(summary, out)
