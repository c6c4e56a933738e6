"""``leaderbridge devices``: what sound and MIDI can come in by, and MIDI can go out by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from bridge.cli.options import ConfigFile, config_in_force

if TYPE_CHECKING:
    from bridge.audio.devices import Device


def devices(config: ConfigFile = None) -> None:
    """List JACK's ports, PortAudio's inputs and MIDI's outputs and inputs, by the names that a config takes.

    \b
    Examples:
      leaderbridge devices
      leaderbridge devices --config gig.toml
    """
    from bridge.audio.devices import jack_devices, portaudio_devices

    server = jack_devices(config_in_force(config).audio.server)
    _print("JACK ports that give sound", [port for found in server for port in found.ports])
    _print("PortAudio inputs ([audio] device)", map(_input, portaudio_devices()))
    _print("MIDI outputs ([[midi]] port)", _midi(lambda mido: mido.get_output_names()))
    _print("MIDI inputs ([midi_in] port)", _midi(lambda mido: mido.get_input_names()))


def _input(device: Device) -> str:
    return f"{device.name}: {device.inputs} channels, {device.rate} Hz"


def _midi(ports: Callable[[Any], list[str]]) -> list[str]:
    """The system's MIDI ports that ``ports`` gets from mido."""
    import mido

    from bridge.quiet import hushed

    try:
        with hushed():
            return list(ports(mido))
    except OSError:  # a system without MIDI, as a container
        return []


def _print(heading: str, names: Iterable[str]) -> None:
    print(f"{heading}:")
    for name in list(names) or ["(none)"]:
        print(f"  {name}")
