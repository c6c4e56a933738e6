"""What a person's commands do to the beat: one row a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bridge.clock.follower import Follower
from bridge.clock.taps import Taps
from bridge.errors import CommandError
from bridge.types import Command


class Hands:
    """Obeys `Command`s that concern the beat. Pure; the time is the follower's."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._taps = Taps()

    def obey(self, command: Command) -> None:
        """Do what ``command`` asks; `CommandError` if it cannot be done."""
        ROWS[command.kind](self, command)

    def knows(self, kind: str) -> bool:
        """Whether commands of this kind are the beat's to obey."""
        return kind in ROWS

    def toggle(self, name: str, command: Command) -> None:
        """Set ``hold`` or ``manual`` on or off, or flip it without an argument."""
        on = bool(command.args[0]) if command.args else not getattr(self._follower, name)
        if name == "manual" and on:
            self._follower.beating()
        setattr(self._follower, name, on)

    def tap(self) -> None:
        """A tap now."""
        t = self._follower.t
        self._follower.tap(t, self._taps.tap(t))

    def tempo(self, command: Command) -> float:
        """The tempo asked for, if it can be."""
        bpm = float(command.args[0])
        if not 20.0 <= bpm <= 400.0:
            raise CommandError(f"{command.kind}: {bpm:g} BPM is not between 20 and 400")
        return bpm

    @property
    def follower(self) -> Follower:
        """The beat these hands steer."""
        return self._follower


def _meter(hands: Hands, command: Command) -> None:
    beats, unit = int(command.args[0]), int(command.args[1])
    if not (1 <= beats <= 15 and unit in (1, 2, 4, 8, 16)):
        raise CommandError(f"meter: {beats}/{unit} is not a meter of 1 to 15 beats of 1, 2, 4, 8 or 16")
    f = hands.follower
    f.transport.meter(f.timeline, f.t, beats, unit)


def _nudge(hands: Hands, command: Command) -> None:
    ms = float(command.args[0])
    if not -500.0 <= ms <= 500.0:
        raise CommandError(f"nudge: {ms:g} ms is not between -500 and 500")
    hands.follower.nudge(ms / 1000.0)


ROWS: Mapping[str, Callable[[Hands, Command], None]] = MappingProxyType(
    {
        "hold": lambda h, c: h.toggle("hold", c),
        "manual": lambda h, c: h.toggle("manual", c),
        "set_tempo": lambda h, c: h.follower.set_tempo(h.tempo(c)),
        "hint": lambda h, c: h.follower.hint(h.tempo(c)),
        "nudge": _nudge,
        "meter": _meter,
        "tap": lambda h, c: h.tap(),
        "one": lambda h, c: h.follower.transport.one(h.follower.beating(), h.follower.t),
        "double": lambda h, c: h.follower.change_level(2.0),
        "halve": lambda h, c: h.follower.change_level(0.5),
        "start": lambda h, c: h.follower.start(),
        "stop": lambda h, c: h.follower.transport.stop(),
        "continue": lambda h, c: h.follower.go_on(),
        "resync": lambda h, c: h.follower.start(rewind=True),
    }
)
