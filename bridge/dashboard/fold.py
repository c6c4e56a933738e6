"""The analysis's side of the page: its steps, folded to a few a second."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.dashboard.heard import DRAWN, OF_MIX, Heard
from bridge.outputs.asked import Refused
from bridge.outputs.mailbox import Outbox
from bridge.types import MIX, Choice, Reading, Step, Value

EVERY = 1 / 30
"""Seconds of the stream from one message to the next."""

_PLACE = {kind.name: place for place, kind in enumerate(DRAWN)}


class Fold:
    """Keeps the latest of each value of the steps, and tells it `EVERY` so often.

    To unpickle all 86 steps a second would be most of the page's work. For one thread; never waits.
    """

    def __init__(self, outbox: Outbox, buses: Sequence[str]) -> None:
        self._outbox = outbox
        self._strips: dict[str, list[Value | None]] = {
            bus: [0 if kind.event else None for kind in DRAWN] for bus in buses
        }
        self._mix: dict[str, Value | None] = {kind.name: None for kind in OF_MIX}
        self._choice: Choice | None = None
        self._due = float("-inf")

    def send(self, value: object) -> None:
        """Take the next step, or pass on that a command was refused; all else is nothing to the page."""
        if isinstance(value, Step):
            self._take_step(value)
        elif isinstance(value, Refused):
            self._outbox.send(value)

    def _take_step(self, step: Step) -> None:
        for reading in step.readings:
            self._take(reading)
        self._choice = step.choice or self._choice
        if step.t >= self._due:
            self._due = max(self._due + EVERY, step.t)
            self._outbox.send(self._heard(step))

    def _take(self, reading: Reading) -> None:
        if reading.bus == MIX and reading.kind in self._mix:
            self._mix[reading.kind] = reading.value
        place = _PLACE.get(reading.kind)
        if place is None or reading.bus not in self._strips:
            return
        strip = self._strips[reading.bus]
        strip[place] = _count(strip[place]) + 1 if DRAWN[place].event else reading.value

    def _heard(self, step: Step) -> Heard:
        strips = tuple(tuple(strip) for strip in self._strips.values())
        choice, mix = self._choice, tuple(self._mix.values())
        if choice is None:
            return Heard(step.t, None, 0.0, 1.0, strips, step.wishes, mix)
        sure, nobody = choice.leader_confidence, choice.nobody
        return Heard(step.t, choice.leader, sure, nobody, strips, step.wishes, mix)


def _count(value: Value | None) -> int:
    return value if isinstance(value, int) else 0
