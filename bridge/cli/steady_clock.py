"""``leaderbridge test-clock``: a steady beat without any audio, to try a receiver."""

from __future__ import annotations

from typing import Annotated

import typer

from bridge.cli.options import ConfigFile, config_in_force


def steady_clock(
    bpm: Annotated[float, typer.Option(min=20.0, max=400.0, help="The tempo.")] = 120.0,
    config: ConfigFile = None,
) -> None:
    """Send MIDI clock and OSC at a steady tempo through the outputs of the config, until Ctrl-C.

    \b
    Examples:
      leaderbridge test-clock
      leaderbridge test-clock --bpm 93.5 --config gig.toml
    """
    settings = config_in_force(config)
    from rich.console import Console

    from bridge import app
    from bridge.cli.status import announce_ready, shown

    with shown(Console()) as status:
        app.test_clock(settings, bpm, status, announce_ready)
