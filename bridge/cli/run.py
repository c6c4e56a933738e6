"""``leaderbridge run``: the bridge, live, until somebody ends it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bridge.cli.dashboard import Dashboard, Lan, announce_page, with_page
from bridge.cli.options import ConfigFile, config_in_force


def run(
    config: ConfigFile = None,
    stems: Annotated[
        list[Path] | None,
        typer.Option("--stems", help="Play these files, or one folder, in the musicians' place."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="DIR", help="Keep what is heard, decided and asked, for replay."),
    ] = None,
    record_audio: Annotated[
        bool, typer.Option("--record-audio", help="With --record: keep the sound of the buses too (FLAC).")
    ] = False,
    dashboard: Dashboard = False,
    lan: Lan = False,
) -> None:
    """Follow the musicians on the buses and send the beat on, until Ctrl-C.

    Prints one line `ready` when its ports exist. Ctrl-C or SIGTERM ends it cleanly; receivers get Stop.
    Keeps a log: see docs/troubleshooting.md.

    \b
    Examples:
      leaderbridge run
      leaderbridge run --config gig.toml
      leaderbridge run --stems song/
      leaderbridge run --dashboard            (and look at it in a browser)
      leaderbridge run --record concerts --record-audio
    """
    settings = with_page(config_in_force(config), dashboard, lan)
    from rich.console import Console

    from bridge import app
    from bridge.app.log import logged, logging_too
    from bridge.cli.status import announce_ready, shown
    from bridge.errors import BridgeError

    if record_audio and record is None:
        raise BridgeError("--record-audio needs --record DIR: where the sound goes")
    recording = app.Recording.begin(record, record_audio) if record is not None else None

    def ready() -> None:
        announce_ready()
        announce_page(settings)

    with logged(), shown(Console()) as status:
        app.run(settings, logging_too(status), ready, stems or (), recording)
