"""``leaderbridge devices``: what sound can come in by and MIDI can go out by."""

from __future__ import annotations

from collections.abc import Iterable


def devices() -> None:
    """List JACK's ports, PortAudio's devices and MIDI's ports, with the names that a config takes.

    \b
    Example:
      leaderbridge devices
    """
    from bridge.audio.devices import list_devices

    for heading, names in {**list_devices(), "MIDI outputs": _midi_outputs()}.items():
        _print(heading, names)


def _midi_outputs() -> list[str]:
    import mido

    try:
        return list(mido.get_output_names())
    except OSError:  # a system without MIDI, as a container
        return []


def _print(heading: str, names: Iterable[str]) -> None:
    print(f"{heading}:")
    for name in list(names) or ["(none)"]:
        print(f"  {name}")
