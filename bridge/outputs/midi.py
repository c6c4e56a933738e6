"""Pulses as MIDI bytes (MIDI 1.0 Detailed Specification 4.2.1, system common and real time)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Protocol

from bridge.clock.pulses import Pulse

REAL_TIME = MappingProxyType({"clock": b"\xf8", "start": b"\xfa", "continue": b"\xfb", "stop": b"\xfc"})
"""Status byte of each pulse that is a single byte."""
POSITION = 0xF2
LAST_POSITION = 0x3FFF
"""Sixteenths that a song position pointer can hold (14 bits)."""


class MidiPort(Protocol):
    """Anything that takes whole MIDI messages."""

    @property
    def clients(self) -> int:
        """How many receivers are known to be there."""

    def send(self, message: bytes) -> None:
        """Send ``message`` now."""

    def close(self) -> None:
        """Give the device back."""


def message(pulse: Pulse) -> bytes:
    """The MIDI message of ``pulse``; positions beyond 14 bits stay at the last one."""
    if pulse.kind != "position":
        return REAL_TIME[pulse.kind]
    sixteenths = min(pulse.data, LAST_POSITION)
    return bytes((POSITION, sixteenths & 0x7F, sixteenths >> 7))
