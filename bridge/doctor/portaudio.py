"""PortAudio: the way in on macOS, with BlackHole between the DAW and the bridge."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bridge.doctor.finding import Finding, fail, ok, warn


def check_devices(backend: str, device: str) -> Finding | None:
    """Whether the device that the config names is there; None where JACK brings the sound."""
    if backend != "portaudio":
        return None
    from bridge.audio.devices import portaudio_devices

    names = [found.name for found in portaudio_devices()]
    return judge_devices(device, names, mac=sys.platform == "darwin")


def judge_devices(wanted: str, names: Sequence[str], mac: bool) -> Finding:
    """The finding for the part of a name ``wanted`` (empty: the default device) among the inputs there."""
    if not names:
        return fail(
            "PortAudio",
            "no input device is there",
            "connect a sound card and look again: leaderbridge devices",
        )
    found = [name for name in names if wanted.lower() in name.lower()]
    if not found:
        return fail(
            "PortAudio",
            f'no input device is called "{wanted}"; there are: {", ".join(names)}',
            "brew install blackhole-16ch" if mac else "set device in [audio] to one of these",
        )
    if mac and not any("blackhole" in name.lower() for name in names):
        return warn(
            "PortAudio",
            "BlackHole is not installed, so a DAW's tracks cannot come in",
            "brew install blackhole-16ch, then see docs/blackhole.md",
        )
    return ok("PortAudio", found[0])


def check_microphone() -> Finding | None:
    """A reminder on macOS, where a terminal without permission hears digital silence and gets no error."""
    return judge_microphone(mac=sys.platform == "darwin")


def judge_microphone(mac: bool) -> Finding | None:
    """The finding for macOS; None elsewhere. The permission itself can be asked of no program."""
    if not mac:
        return None
    return warn(
        "microphone",
        "macOS gives silence to a terminal without permission; no program can ask for it",
        "System Settings → Privacy & Security → Microphone: allow your terminal",
    )
