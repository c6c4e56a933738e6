"""What passes between outputs and analysis beside steps: what a person asks, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.types import Command

Address = tuple[str, int]
"""Host and UDP port."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page, by the number that its server gave."""

    number: int


Asker = Address | Visitor | None
"""Who asked: an OSC program, somebody at the page, or a foot, which cannot be answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, and who is told when it is refused: everyone when nobody can be.

    ``at`` is the host second at which it came in, if that is known: a tap is as exact as its time.
    """

    command: Command
    by: Asker
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a command was not obeyed, in one line, for ``by`` or for everyone: ``/bridge/error``, or a note on
    the page."""

    message: str
    by: Asker


@dataclass(frozen=True, slots=True)
class Obeyed:
    """A command that was obeyed, at stream second ``t``."""

    command: Command
    t: float


@dataclass(frozen=True, slots=True)
class Listening:
    """The analysis has begun; ``model`` is what a summary says of the leader's model."""

    model: Mapping[str, str | int]
