"""The footswitch process: what feet press becomes commands to the analysis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bridge.outputs.asked import Asked
from bridge.outputs.midi_in import open_midi_in
from bridge.outputs.pedals import Pedals, Press
from bridge.outputs.process import Leaving, Ready, Wiring
from bridge.outputs.settings import FootswitchSettings, MidiInSettings
from bridge.types import Command

CLIENT = "leaderbridge-feet"
LOOK = 0.005
"""Seconds between two looks at what has come; when it came is known better."""


@dataclass(frozen=True, slots=True)
class Feet:
    """Where the switches come in, and what each asks for."""

    midi_in: MidiInSettings
    switches: tuple[FootswitchSettings, ...]


def serve(feet: Feet, wiring: Wiring, leaving: Leaving) -> None:
    """Pass on what is pressed until asked to leave.

    Raises BridgeError when the MIDI input cannot be had at the start.
    """
    pedals, commands = Pedals(), wiring.commands
    source = open_midi_in(feet.midi_in, CLIENT)
    try:
        wiring.news.send(Ready(wiring.name, f"footswitches: {source.where}"))
        while not leaving.wait(LOOK):
            for at, data in source.take():
                press = pedals.press(data)
                for command in asked_by(press, feet.switches) if press is not None else ():
                    if commands is not None:
                        commands.send(Asked(command, None, at))
    finally:
        source.close()


def asked_by(press: Press, switches: Iterable[FootswitchSettings]) -> list[Command]:
    """What a press asks for: the command of each switch that it is."""
    return [switch.asks for switch in switches if fits(switch, press)]


def fits(switch: FootswitchSettings, press: Press) -> bool:
    """Whether ``press`` is this switch."""
    same = (switch.message, switch.number) == (press.message, press.number)
    return same and switch.channel in (0, press.channel)
