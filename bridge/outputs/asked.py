"""What passes between the OSC process and the analysis when a person asks for something."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.types import Command

Address = tuple[str, int]
"""Host and UDP port."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, and where its answer goes: None for one that came from no OSC program.

    ``at`` is the host second at which it came in, if that is known: a tap is as exact as its time.
    """

    command: Command
    by: Address | None
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a command was not obeyed: one line, sent as ``/bridge/error`` to ``by``, or to everyone."""

    message: str
    by: Address | None
