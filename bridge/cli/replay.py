"""``leaderbridge replay``: a recorded run once more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bridge.cli.dashboard import Dashboard, Lan, announce_page, with_page
from bridge.cli.options import ConfigFile, config_in_force


def replay(
    recording: Annotated[
        Path, typer.Argument(metavar="DIR", help="What run --record was given, or one run in it.")
    ],
    start: Annotated[float, typer.Option("--from", min=0.0, help="Second of the run to begin at.")] = 0.0,
    config: ConfigFile = None,
    dashboard: Dashboard = False,
    lan: Lan = False,
) -> None:
    """Play a recorded run again, the newest in DIR: the same beat and values go out, as they did.

    The outputs are those of the config in force now. Commands are refused. Ctrl-C ends it.

    \b
    Examples:
      leaderbridge replay concerts
      leaderbridge replay concerts/2026-05-01_20-30-00 --from 600
      leaderbridge analyse concerts -o report     (a report of it instead)
    """
    settings = with_page(config_in_force(config), dashboard, lan)
    from rich.console import Console

    from bridge import app
    from bridge.app.log import logged, logging_too
    from bridge.cli.status import announce_ready, shown

    def ready() -> None:
        announce_ready()
        announce_page(settings)

    with logged(), shown(Console()) as status:
        app.replay(recording, settings, logging_too(status), ready, start)
