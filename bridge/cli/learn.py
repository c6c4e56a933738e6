"""``leaderbridge learn``: the next footswitch that is pressed asks for this command from now on."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.cli.options import ConfigFile, config_in_force

if TYPE_CHECKING:
    from bridge.outputs.midi_in import MidiIn
    from bridge.outputs.pedals import Press

CLIENT = "leaderbridge-learn"
LOOK = 0.02
"""Seconds between two looks at what has come."""


def learn(
    command: Annotated[
        list[str], typer.Argument(help="The command, as in docs/osc.md without /bridge/.", show_default=False)
    ],
    config: ConfigFile = None,
) -> None:
    """Wait for a footswitch, and write into the config that it asks for this command.

    Any note, controller (above 63) or program change will do; it comes in as [midi_in] says. A switch that
    had another command gets this one. The running bridge knows it after its next start.

    \b
    Examples:
      leaderbridge learn tap
      leaderbridge learn "song +"
      leaderbridge learn "nudge -10" --config gig.toml
    """
    from bridge.app.live import use_server
    from bridge.config import default_path
    from bridge.config.learned import learn as write
    from bridge.outputs.midi_in import open_midi_in
    from bridge.outputs.settings import FootswitchSettings
    from bridge.outputs.spoken import command_of
    from bridge.patching import Memory

    words = " ".join(command)
    command_of(words)
    settings = config_in_force(config)
    use_server(settings.audio.server)
    with Memory.create() as patches, closing(open_midi_in(settings.midi_in, CLIENT, patches)) as source:
        print(f"press the switch for: {words} ({source.where}; Ctrl-C ends)", flush=True)
        press = _pressed(source)
    path = config or default_path()
    write(
        path,
        FootswitchSettings(message=press.message, number=press.number, channel=press.channel, command=words),
    )
    print(f"{press.message} {press.number} on channel {press.channel} asks for: {words} (written to {path})")


def _pressed(source: MidiIn) -> Press:
    """The next press."""
    import time

    from bridge.outputs.pedals import Pedals

    pedals = Pedals()
    while True:
        for _, data in source.take():
            press = pedals.press(data)
            if press is not None:
                return press
        time.sleep(LOOK)
