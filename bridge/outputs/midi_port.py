"""MIDI outputs of the system, by mido and rtmidi: found by part of a name, and noticed when they vanish."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from bridge.errors import BridgeError
from bridge.outputs.process import Lost
from bridge.quiet import hushed

CLIENT = "leaderbridge"
CHECK = 1.0
"""Seconds between two looks at whether a port is still there: ALSA and JACK take what is sent to no one."""


class MidoPort:
    """A mido output that takes bytes. For one thread."""

    clients = 0

    def __init__(self, output: Any) -> None:
        self._output = output
        # mido finds and opens the port. Its messages take longer to make than to send, at the moment they
        # are due, and its list of ports takes a new client each time: both are asked of rtmidi below it.
        self._rtmidi = output._rt

    @property
    def name(self) -> str:
        """What the system calls it."""
        return str(self._output.name)

    def send(self, message: bytes) -> None:
        """Send ``message`` now; raises `Lost` when the device has gone."""
        try:
            self._rtmidi.send_message(message)
        except OSError as error:
            raise Lost(f"MIDI port {self.name!r} does not answer any more: {_line(error)}") from error

    def close(self) -> None:
        """Give the device back."""
        self._output.close()


class ExistingPort(MidoPort):
    """A port of somebody else's, which may go."""

    clients = 1

    def __init__(self, output: Any) -> None:
        super().__init__(output)
        self._check_at = time.monotonic() + CHECK

    def send(self, message: bytes) -> None:
        """Send ``message`` now; raises `Lost` when the device has gone, at the latest `CHECK` s later.

        The look comes after a message, when the next one is some milliseconds away.
        """
        super().send(message)
        now = time.monotonic()
        if now < self._check_at:
            return
        self._check_at = now + CHECK
        if self.name not in self._rtmidi.get_ports():
            raise Lost(f"MIDI port {self.name!r} has gone")


def open_virtual(name: str) -> MidoPort:
    """A port of that name which other programs can choose (not on Windows)."""
    import mido

    try:
        with hushed():
            return MidoPort(mido.open_output(name, client_name=CLIENT))
    except (OSError, NotImplementedError) as error:
        raise BridgeError(
            f'no virtual MIDI port {name!r} here ({_line(error)}): use kind = "jack", load the ALSA '
            'sequencer (sudo modprobe snd-seq), or name an existing port with kind = "port"'
        ) from None


def open_existing(part: str) -> MidoPort:
    """The one MIDI output whose name contains ``part``, whatever the case."""
    import mido

    try:
        with hushed():
            return ExistingPort(mido.open_output(chosen(part, mido.get_output_names())))
    except OSError as error:
        raise BridgeError(
            f"MIDI port {part!r} cannot be opened ({_line(error)}): see leaderbridge devices for others, "
            'or use kind = "jack"'
        ) from None


def chosen(part: str, names: Sequence[str], what: str = "MIDI output", key: str = "[[midi]] port") -> str:
    """The one of ``names`` that contains ``part``; an exact name wins. ``key`` of the config says ``part``.

    Raises BridgeError, naming what there is, when none or several fit.
    """
    fits = [n for n in names if n == part] or [n for n in names if part.casefold() in n.casefold()]
    if len(fits) == 1:
        return fits[0]
    there = ", ".join(repr(n) for n in (fits or names)) or f"no {what} at all"
    found = "fits several" if fits else "is not there"
    raise BridgeError(f"MIDI port {part!r} {found}; there is: {there}: set {key} to one name")


def _line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
