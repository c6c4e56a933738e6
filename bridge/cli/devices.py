"""``leaderbridge devices``: what sound can come in by and MIDI can go out by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bridge.cli.options import ConfigFile, config_in_force

if TYPE_CHECKING:
    from bridge.audio.devices import Device


def devices(config: ConfigFile = None) -> None:
    """List JACK's ports, PortAudio's inputs and MIDI's outputs, by the names that a config takes.

    \b
    Examples:
      leaderbridge devices
      leaderbridge devices --config gig.toml
    """
    from bridge.audio.devices import jack_devices, portaudio_devices

    server = jack_devices(config_in_force(config).audio.server)
    _print("JACK ports that give sound", [port for found in server for port in found.ports])
    _print("PortAudio inputs ([audio] device)", map(_input, portaudio_devices()))
    _print("MIDI outputs ([[midi]] port)", _midi_outputs())


def _input(device: Device) -> str:
    return f"{device.name}: {device.inputs} channels, {device.rate} Hz"


def _midi_outputs() -> list[str]:
    import mido

    from bridge.quiet import hushed

    try:
        with hushed():
            return list(mido.get_output_names())
    except OSError:  # a system without MIDI, as a container
        return []


def _print(heading: str, names: Iterable[str]) -> None:
    print(f"{heading}:")
    for name in list(names) or ["(none)"]:
        print(f"  {name}")
