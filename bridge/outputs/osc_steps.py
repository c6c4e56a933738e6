"""What the analysis heard, over OSC: onsets at once, values 20 a second, who leads."""

from __future__ import annotations

import time

from bridge.outputs.announcer import Announcer
from bridge.outputs.asked import Refused, Visitor
from bridge.outputs.board import Board
from bridge.outputs.encode import encode
from bridge.outputs.mailbox import Inbox
from bridge.types import KINDS, Choice, Reading, Step

REPEAT = 1.0
"""Seconds after which tempo and leader are said again."""
NONE = "none"
"""The name of nobody among the leaders."""


class OscSteps:
    """Turns steps into messages. For one thread."""

    def __init__(
        self, announcer: Announcer, board: Board, inbox: Inbox | None, buses: tuple[str, ...], rate: float
    ) -> None:
        self._announcer = announcer
        self._board = board
        self._inbox = inbox
        self._buses = buses
        self._every = 1 / rate
        self._values: dict[tuple[str, str], Reading] = {}
        self._fresh = False
        self._leader: str | None = None
        self._tick_at = self._repeat_at = time.monotonic()
        announcer.note("buses", *buses)
        announcer.note("leader", NONE, -1, 0.0)

    def serve(self) -> None:
        """Take in what comes until the next tick, then say the values."""
        while (left := self._tick_at - time.monotonic()) > 0:
            self._take(left)
        self._tick_at = max(self._tick_at + self._every, time.monotonic())
        self._announcer.state("tempo", round(self._board.read().beat.bpm, 2))
        self._say_values()
        if time.monotonic() >= self._repeat_at:
            self._repeat_at += REPEAT
            self._announcer.repeat("tempo", "leader")

    def _take(self, timeout: float) -> None:
        if self._inbox is None:
            time.sleep(timeout)
            return
        value = self._inbox.receive(timeout)
        if isinstance(value, Step):
            self._step(value)
        elif isinstance(value, Refused) and not isinstance(value.by, Visitor):
            self._announcer.error(value.by, value.message)

    def _step(self, step: Step) -> None:
        heard = [r for r in step.readings if KINDS[r.kind].osc]
        self._announcer.say([_message(r) for r in heard if KINDS[r.kind].event])
        self._values.update({(r.bus, r.kind): r for r in heard if not KINDS[r.kind].event})
        self._fresh = True
        if step.choice is not None:
            self._choice(step.choice)

    def _choice(self, choice: Choice) -> None:
        name = choice.leader or NONE
        index = self._buses.index(name) if name in self._buses else -1
        self._announcer.note("leader", name, index, choice.leader_confidence)
        if choice.leader != self._leader:
            before, self._leader = self._leader or NONE, choice.leader
            self._announcer.say([encode("handover", before, name)])
            self._announcer.repeat("leader")

    def _say_values(self) -> None:
        """All values once more, unless nothing was heard since: a dead analysis says nothing."""
        if self._fresh:
            self._announcer.say([_message(r) for r in self._values.values()])
        self._fresh = False


def _message(reading: Reading) -> bytes:
    values = reading.value if isinstance(reading.value, tuple) else (reading.value,)
    return encode(f"bus/{{bus}}/{KINDS[reading.kind].osc}", *values, bus=reading.bus)
