"""``leaderbridge report-bug``: one text file for whoever shall find a fault."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bridge.cli.options import ConfigFile
from bridge.errors import BridgeError


def report_bug(
    config: ConfigFile = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where it goes.", show_default=False)
    ] = None,
) -> None:
    """Write one text file with versions, config, devices and the last minutes of the log.

    No sound, and no personal paths, names or addresses. Works while the bridge runs, after it has crashed,
    and with a config that cannot be used. Nothing is sent: read it, then send it yourself.

    \b
    Examples:
      leaderbridge report-bug
      leaderbridge report-bug --config gig.toml --out report.txt
    """
    from bridge.doctor.bug_report import report

    file = out or Path(f"leaderbridge-report-{datetime.now():%Y%m%d-%H%M%S}.txt")
    text = report(config)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BridgeError(
            f"{file} cannot be written ({error.strerror}): give another place with --out FILE"
        ) from None
    print(file.absolute())
    print("Read it. Then send it to whoever helps you, with a line on what you did and what went wrong.")
