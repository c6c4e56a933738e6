"""What sound could come from: the JACK server and the PortAudio devices of this machine."""

from __future__ import annotations

from dataclasses import dataclass

from bridge import jack_ports
from bridge.audio.settings import Backend
from bridge.quiet import hushed


@dataclass(frozen=True, slots=True)
class Device:
    """Something that the bridge can listen to.

    ``number`` is PortAudio's (0 for JACK), ``inputs`` how many channels it hears, ``outputs``
    how many it plays, ``rate`` its own in samples a second, ``ports`` the JACK ports that give sound.
    """

    backend: Backend
    name: str
    number: int
    inputs: int
    outputs: int
    rate: int
    ports: tuple[str, ...] = ()


def list_devices(server: str = "") -> tuple[Device, ...]:
    """The JACK server that runs (``server`` names another than the default), then PortAudio's inputs.

    Empty when there is none; never raises for what is missing. Loads pyo, takes about a second.
    """
    return (*jack_devices(server), *portaudio_devices())


def jack_devices(server: str = "") -> tuple[Device, ...]:
    """The running JACK server as one device, or nothing."""
    try:
        import jack
    except OSError:  # no libjack is installed
        return ()
    try:
        with hushed():
            client = jack.Client("leaderbridge-look", no_start_server=True, servername=server or None)
    except jack.JackOpenError:
        return ()
    try:
        ports = tuple(port.name for port in jack_ports.ports(client, is_audio=True, is_output=True))
        sinks = jack_ports.ports(client, is_audio=True, is_input=True)
        return (Device("jack", server or "default", 0, len(ports), len(sinks), client.samplerate, ports),)
    finally:
        client.close()


def portaudio_devices() -> tuple[Device, ...]:
    """PortAudio's devices that can be heard, in its order."""
    from bridge.audio.engine import pyo

    with hushed():
        sources, sinks = pyo.pa_get_devices_infos()
        return tuple(
            Device(
                "portaudio",
                info["name"],
                number,
                pyo.pa_get_input_max_channels(number),
                pyo.pa_get_output_max_channels(number) if number in sinks else 0,
                info["default sr"],
            )
            for number, info in sorted(sources.items())
        )
