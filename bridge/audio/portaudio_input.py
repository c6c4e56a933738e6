"""Sound from a PortAudio device, found by its name: BlackHole, a sound card."""

from __future__ import annotations

import os
from collections.abc import Sequence

from bridge.audio.devices import Device, portaudio_devices
from bridge.audio.engine import pyo
from bridge.audio.loss import TimedLoss
from bridge.audio.process import Exit
from bridge.audio.settings import AudioSettings, BusSettings, assign_channels
from bridge.errors import BridgeError
from bridge.quiet import hushed


class PortAudioInput:
    """A booted pyo server on one device.

    PortAudio gives pyo no count of lost frames, so they are judged by the host's clock:
    see `bridge.audio.loss.TimedLoss`. pyo plays silence too, on the same device where it can.
    """

    def __init__(self, settings: AudioSettings, buses: Sequence[BusSettings]) -> None:
        device = choose(portaudio_devices(), settings.device, _default_input())
        self.channels = assign_channels(buses)
        needed = max(channel for bus in self.channels for channel in bus)
        if needed > device.inputs:
            raise BridgeError(
                f"the buses use channel {needed}, but {device.name!r} has {device.inputs}: "
                "set fewer buses or lower channels, or another audio.device"
            )
        self.rate, self.period = settings.rate, settings.period
        sink, outputs = _sink(device)
        self.server = pyo.Server(
            sr=self.rate,
            nchnls=min(2, outputs),
            ichnls=needed,
            buffersize=self.period,
            audio="portaudio",
            verbosity=0,
        )
        self.server.deactivateMidi()
        self.server.setInputDevice(device.number)
        self.server.setOutputDevice(sink)
        with hushed():
            self.server.boot()
        if not self.server.getIsBooted():
            raise BridgeError(
                f"{device.name!r} cannot be opened at {self.rate} Hz with {needed} channels: "
                f"set audio.rate = {device.rate}, or close what else uses it"
            )
        self.inputs = tuple(f"{device.name} {'+'.join(map(str, bus))}" for bus in self.channels)
        self._loss = TimedLoss(self.rate, self.period)

    ahead_ns = 0
    """The last frame of a period was there when its callback came: a device hands over what is past."""

    def lost(self, now_ns: int) -> int:
        """Frames that the device lost before this period. To be called once in each callback."""
        return self._loss.turn(now_ns)

    def look(self) -> None:
        """Nothing: a sound card has no connections that could be lost."""

    def close(self) -> None:
        """Let go of the device, and of the process: the system closes both.

        pyo stops PortAudio while it holds the interpreter lock for which the callback waits: that
        would hang for ever.
        """
        os._exit(Exit.DONE)


def choose(devices: Sequence[Device], part: str, default: int) -> Device:
    """The device whose name is, or else contains, ``part``; for an empty one the default.

    Raises `BridgeError` when none or several fit, and names those there are.
    """
    there = ", ".join(f"{device.name!r} ({device.inputs} in)" for device in devices) or "none"
    if not part:
        fitting = [device for device in devices if device.number == default]
    else:
        fitting = [device for device in devices if device.name == part] or [
            device for device in devices if part.casefold() in device.name.casefold()
        ]
    if not fitting:
        wanted = f"input device {part!r}" if part else "default input device"
        raise BridgeError(
            f"there is no {wanted}; there is: {there}: connect one, or set audio.device to part of a name"
        )
    if len(fitting) > 1:
        raise BridgeError(f"audio.device = {part!r} fits several; there is: {there}: say more of the name")
    return fitting[0]


def _default_input() -> int:
    with hushed():
        return int(pyo.pa_get_default_input())


def _sink(device: Device) -> tuple[int, int]:
    """Number and channels of what plays pyo's silence: without one, PortAudio crashes in pyo."""
    if device.outputs:
        return device.number, device.outputs
    with hushed():
        number = int(pyo.pa_get_default_output())
        outputs = int(pyo.pa_get_output_max_channels(number)) if number >= 0 else 0
    if not outputs:
        raise BridgeError(
            f"pyo needs an output device beside {device.name!r} and finds none: "
            "plug one in, or choose a device that also plays"
        )
    return number, outputs
