"""The footswitch process: what feet press becomes commands to the analysis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bridge.errors import BridgeError
from bridge.outputs.asked import Asked
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.midi_in import MidiIn, open_midi_in
from bridge.outputs.pedals import Pedals, Press
from bridge.outputs.process import Leaving, Ready, Wiring
from bridge.outputs.settings import FootswitchSettings, MidiInSettings
from bridge.patching import Memory
from bridge.types import Command

CLIENT = "leaderbridge-feet"
LOOK = 0.005
"""Seconds between two looks at what has come; when it came is known better."""
AGAIN = 0.25
"""Seconds between two attempts to open an input that has been there before."""


@dataclass(frozen=True, slots=True)
class Feet:
    """Where the switches come in, what each asks for, and the name of the memory of the port's patching."""

    midi_in: MidiInSettings
    switches: tuple[FootswitchSettings, ...]
    patches: str


def serve(feet: Feet, wiring: Wiring, leaving: Leaving) -> None:
    """Pass on what is pressed until asked to leave.

    Raises BridgeError when the MIDI input cannot be had at the first start, `Lost` when JACK's server goes.
    """
    meter = Meter(HealthBlock.attach(wiring.health))
    source = _opened(feet, HealthBlock.attach(wiring.health).read().clients > 0, leaving)
    if source is None:
        return
    try:
        meter.clients = 1
        meter.post()
        wiring.news.send(Ready(wiring.name, f"footswitches: {source.where}"))
        _listen(feet, wiring, leaving, source, meter)
    finally:
        source.close()


def _opened(feet: Feet, before: bool, leaving: Leaving) -> MidiIn | None:
    """The input; one that was there ``before`` is waited for, until it is time to leave."""
    patches = Memory.attach(feet.patches)
    while not leaving.asked():
        try:
            return open_midi_in(feet.midi_in, CLIENT, patches)
        except BridgeError:
            if not before:
                raise
            leaving.wait(AGAIN)
    return None


def _listen(feet: Feet, wiring: Wiring, leaving: Leaving, source: MidiIn, meter: Meter) -> None:
    pedals = Pedals()
    while not leaving.wait(LOOK):
        for at, data in source.take():
            press = pedals.press(data)
            if press is not None and wiring.commands is not None:
                for command in asked_by(press, feet.switches):
                    wiring.commands.send(Asked(command, None, at))
                    meter.sent(0.0)
                meter.post()


def asked_by(press: Press, switches: Iterable[FootswitchSettings]) -> list[Command]:
    """What a press asks for: the command of each switch that it is."""
    return [switch.asks for switch in switches if fits(switch, press)]


def fits(switch: FootswitchSettings, press: Press) -> bool:
    """Whether ``press`` is this switch."""
    same = (switch.message, switch.number) == (press.message, press.number)
    return same and switch.channel in (0, press.channel)
