"""``leaderbridge test-clock``: a beat without any audio, to try a receiver."""

from __future__ import annotations

from typing import Annotated

import typer

from bridge.cli.doors import warn_of_open_doors
from bridge.cli.options import ConfigFile, config_in_force

Bpm = Annotated[float, typer.Option(min=20.0, max=400.0, help="The tempo.")]
To = Annotated[
    float | None,
    typer.Option(min=20.0, max=400.0, help="A tempo to go to, 5 seconds after the start; else it stays."),
]
Over = Annotated[float, typer.Option(min=0.1, max=3600.0, help="Seconds in which it goes there.")]


def steady_clock(bpm: Bpm = 120.0, to: To = None, over: Over = 20.0, config: ConfigFile = None) -> None:
    """Send MIDI clock and OSC at a steady tempo through the outputs of the config, until Ctrl-C.

    \b
    Examples:
      leaderbridge test-clock
      leaderbridge test-clock --bpm 93.5 --config gig.toml
      leaderbridge test-clock --bpm 100 --to 140 --over 30
    """
    settings = config_in_force(config)
    from rich.console import Console

    from bridge import app
    from bridge.cli.status import announce_ready, shown

    warn_of_open_doors(settings)
    with shown(Console()) as status:
        app.test_clock(settings, app.Ramp(bpm, to or bpm, over=over), status, announce_ready)
