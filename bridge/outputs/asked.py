"""What passes between the OSC process and the analysis when a person asks for something."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.types import Command

Address = tuple[str, int]
"""Host and UDP port."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, and where its answer goes."""

    command: Command
    by: Address


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the command from ``by`` was not obeyed: one line, sent there as ``/bridge/error``."""

    message: str
    by: Address
