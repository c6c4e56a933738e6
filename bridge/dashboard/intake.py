"""What the page says: commands, by OSC's own table, and how many updates it has seen."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from time import monotonic
from types import MappingProxyType
from typing import Any

from bridge.dashboard.visitors import Visitor, message
from bridge.errors import CommandError
from bridge.outputs import asked
from bridge.outputs.asked import Asked
from bridge.outputs.mailbox import Outbox
from bridge.outputs.protocol import ROOT, parse
from bridge.outputs.spoken import COMMANDS

OLDEST = 0.5
"""Seconds before its arrival at which a press is believed to have been: the page's clock is an estimate."""


class Intake:
    """Takes what visitors say. Nothing that they say makes it raise. For one thread."""

    def __init__(self, commands: Outbox, now: Callable[[], float] = monotonic) -> None:
        self._commands, self._now = commands, now

    def take(self, visitor: Visitor, text: str) -> None:
        """Do what ``text`` says, or answer why not."""
        try:
            said = json.loads(text)
            _ROWS[said["kind"]](self, visitor, said)
        except CommandError as error:
            visitor.note(message("refused", {"why": str(error)}))
        except (ValueError, LookupError, TypeError, OverflowError, RecursionError):
            visitor.note(message("refused", {"why": "the page does not fit the bridge; load it anew"}))

    def _ask(self, visitor: Visitor, said: Mapping[str, Any]) -> None:
        """A command: the name of OSC's row, and its arguments."""
        name = said["name"]
        if name not in COMMANDS:
            raise CommandError(f"{str(name)[:40]!r} is no command")
        command = parse(ROOT + name, list(said.get("args", ())))
        if command is not None:
            self._commands.send(Asked(command, asked.Visitor(visitor.number), self._pressed(said.get("at"))))

    def _pressed(self, at: object) -> float:
        """The host second of a press, as the page's clock has it, within what can be."""
        now = self._now()
        if isinstance(at, float | int) and math.isfinite(at):
            return min(max(at, now - OLDEST), now)
        return now

    def _saw(self, visitor: Visitor, said: Mapping[str, Any]) -> None:
        """So many updates came; the answer has both clocks in it, so that the page knows the bridge's."""
        visitor.saw(int(said["count"]))
        visitor.note(message("clock", {"page": float(said["page"]), "host": round(self._now(), 4)}))


_ROWS: Mapping[str, Callable[[Intake, Visitor, Mapping[str, Any]], None]] = MappingProxyType(
    {"ask": Intake._ask, "saw": Intake._saw}
)
