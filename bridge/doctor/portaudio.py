"""PortAudio: the way in on macOS, with BlackHole between the DAW and the bridge."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from bridge.audio.devices import Device
from bridge.audio.settings import AudioSettings, BusSettings, assign_channels
from bridge.doctor.finding import Finding, fail, ok, warn

CHECK = "PortAudio"
BLACKHOLE = "blackhole"


def check_devices(audio: AudioSettings, buses: Sequence[BusSettings]) -> Iterator[Finding]:
    """Whether the device that the config names is there, with the channels and the rate that it wants."""
    from bridge.audio.devices import portaudio_devices

    return judge_devices(audio, buses, portaudio_devices(), mac=sys.platform == "darwin")


def judge_devices(
    audio: AudioSettings, buses: Sequence[BusSettings], there: Sequence[Device], mac: bool
) -> Iterator[Finding]:
    """The findings for what PortAudio lists; no device named in ``audio`` means the default one."""
    if mac and not any(BLACKHOLE in device.name.casefold() for device in there):
        yield warn(
            "BlackHole",
            "is not installed, so a DAW's tracks cannot come in",
            "brew install blackhole-16ch   (then restart the Mac: docs/blackhole.md)",
        )
    device, finding = _chosen(audio.device, there)
    yield finding
    if device is not None:
        yield judge_channels(device, buses)
        yield judge_rate(device, audio.rate)


def _chosen(wanted: str, there: Sequence[Device]) -> tuple[Device | None, Finding]:
    """The device meant by part of a name; None when none or several fit, or the system chooses."""
    names = ", ".join(device.name for device in there)
    fitting = [device for device in there if device.name == wanted] or [
        device for device in there if wanted.casefold() in device.name.casefold()
    ]
    if not there:
        return None, fail(
            CHECK, "no input device is there", "connect a sound card and look again: leaderbridge devices"
        )
    if not fitting:
        return None, fail(
            CHECK,
            f'no input device is called "{wanted}"; there are: {names}',
            "connect it, or set device in [audio] to part of one of these names",
        )
    if not wanted:
        return None, ok(CHECK, f"the system's default device, of: {names}")
    if len(fitting) > 1:
        several = ", ".join(device.name for device in fitting)
        return None, fail(
            CHECK, f'"{wanted}" fits several: {several}', "say more of the name: device in [audio]"
        )
    return fitting[0], ok(CHECK, fitting[0].name)


def judge_channels(device: Device, buses: Sequence[BusSettings]) -> Finding:
    """The finding for the highest channel that a bus takes."""
    highest, bus = max(
        (max(channels), bus.name) for bus, channels in zip(buses, assign_channels(buses), strict=True)
    )
    if highest <= device.inputs:
        return ok("channels", f"the buses take {highest} of {device.inputs}")
    return fail(
        "channels",
        f"bus {bus} takes channel {highest}, but {device.name} has {device.inputs}",
        f'set channels of [[bus]] "{bus}" to {device.inputs} or lower, or another device in [audio]',
    )


def judge_rate(device: Device, wanted: int) -> Finding:
    """The finding for the device's own rate beside the one that is ``wanted``, in samples a second."""
    if device.rate == wanted:
        return ok("rate", f"{wanted} Hz")
    return warn(
        "rate",
        f"{device.name} runs at {device.rate} Hz, the bridge at {wanted}: the tempo may be wrong",
        f"set rate = {device.rate} in [audio], or the device's rate to {wanted} (macOS: Audio MIDI Setup)",
    )
