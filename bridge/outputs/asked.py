"""What passes between outputs and analysis beside steps: what a person asks, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class Obeyed:
    """A command that was obeyed, at stream second ``t``."""

    command: Command
    t: float


@dataclass(frozen=True, slots=True)
class Listening:
    """The analysis has begun; ``model`` is what a summary says of the leader's model."""

    model: Mapping[str, str | int]
