"""What a foot does, in MIDI bytes (MIDI 1.0 Detailed Specification, channel voice messages). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["note", "cc", "program"]
DOWN = 63
"""A controller above this value is a switch that is down (MIDI 1.0, table III: 0–63 off, 64–127 on)."""


@dataclass(frozen=True, slots=True)
class Press:
    """A switch went down: its kind of message, channel 1 to 16, and number 0 to 127."""

    message: Kind
    channel: int
    number: int


class Pedals:
    """Tells presses from releases, and one press from a pedal that is swept. Pure; for one thread."""

    def __init__(self) -> None:
        self._values: dict[tuple[int, int], int] = {}

    def press(self, data: bytes) -> Press | None:
        """The press that the whole message ``data`` is, None for all else.

        A note-on of velocity 0 is a release, and a controller of 63 or less. One that was above already and
        moves on is a pedal on its way; the same value again is a switch that never says when it is let go.
        """
        read = _KINDS.get(data[0] & 0xF0) if data else None
        return read(self, data) if read is not None else None

    def _note(self, data: bytes) -> Press | None:
        return _press("note", data) if len(data) == 3 and data[2] > 0 else None

    def _program(self, data: bytes) -> Press | None:
        return _press("program", data) if len(data) == 2 else None

    def _controller(self, data: bytes) -> Press | None:
        if len(data) != 3:
            return None
        switch, value = (data[0], data[1]), data[2]
        before = self._values.get(switch, 0)
        self._values[switch] = value
        swept = before > DOWN and before != value
        return _press("cc", data) if value > DOWN and not swept else None


def _press(kind: Kind, data: bytes) -> Press:
    return Press(kind, (data[0] & 0x0F) + 1, data[1])


_KINDS: Mapping[int, Callable[[Pedals, bytes], Press | None]] = MappingProxyType(
    {0x90: Pedals._note, 0xB0: Pedals._controller, 0xC0: Pedals._program}
)
