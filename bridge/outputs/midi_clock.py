"""MIDI clock over mido and rtmidi: CoreMIDI, ALSA or Windows' own MIDI."""

from __future__ import annotations

from bridge.errors import BridgeError
from bridge.outputs.clock_loop import Player
from bridge.outputs.midi_port import MidoPort, open_existing, open_virtual
from bridge.outputs.process import Failed, Leaving, Lost, Wiring
from bridge.outputs.settings import MidiSettings

PORT = "leaderbridge clock"
"""Name of the virtual port when the settings give none."""
AGAIN = 1.0
"""Seconds between two looks for a port that has vanished."""


def serve(settings: MidiSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Send the board's beat through a virtual port, or through one that exists.

    One that vanishes is waited for; when it is back its receiver starts at the next bar. Raises
    BridgeError when there is no such port, or no MIDI system, at the start.
    """
    port: MidoPort | None = _opened(settings)
    player = Player(wiring, settings.offset_ms)
    while port is not None:
        try:
            player.play(port, f"MIDI port {port.name!r}", leaving)
            return
        except Lost as lost:
            player.lose()
            wiring.news.send(Failed(wiring.name, f"{lost}; it is waited for", again=True))
        finally:
            port.close()
        port = _awaited(settings, leaving)


def _opened(settings: MidiSettings) -> MidoPort:
    if settings.kind == "virtual":
        return open_virtual(settings.port or PORT)
    return open_existing(settings.port)


def _awaited(settings: MidiSettings, leaving: Leaving) -> MidoPort | None:
    """The port once it is there again; None when it is time to leave."""
    while not leaving.wait(AGAIN):
        try:
            return _opened(settings)
        except BridgeError:  # said when it vanished: one line is enough
            continue
    return None
