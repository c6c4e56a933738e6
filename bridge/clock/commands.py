"""What a person's commands do to the beat: one row a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bridge.clock.follower import Follower
from bridge.clock.setlist import SetList
from bridge.clock.taps import Taps
from bridge.errors import CommandError
from bridge.types import Command

SLOWEST, FASTEST = 20.0, 400.0
"""BPM that a person may ask for."""


class Hands:
    """Obeys `Command`s that concern the beat. Pure; the time is the follower's."""

    def __init__(self, follower: Follower, set_list: SetList | None = None) -> None:
        self._follower = follower
        self._set_list = set_list or SetList()
        self._taps = Taps()
        self._asked = 0.0

    def obey(self, command: Command, asked: float | None = None) -> None:
        """Do what ``command`` asks; `CommandError` if it cannot be done.

        ``asked`` is the stream second in which the person asked, now if not known.
        """
        self._asked = self._follower.t if asked is None else asked
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
        """A tap at the moment of the command."""
        self._follower.tap(self._asked, self._taps.tap(self._asked))

    def one(self) -> None:
        """The beat nearest to the moment of the command is beat 1."""
        self._follower.transport.one(self._follower.beating(), self._asked)

    def change_level(self, command: Command, factor: float) -> None:
        """Another metrical level, if there is a tempo for it."""
        bpm = self._follower.beating().bpm * factor
        if not SLOWEST <= bpm <= FASTEST:
            raise CommandError(f"{command.kind}: {bpm:g} BPM is not between {SLOWEST:g} and {FASTEST:g}")
        self._follower.change_level(factor)

    def play(self, command: Command) -> None:
        """A song of the set list, by name, + or -."""
        self._follower.play(self._set_list.choose(str(command.args[0])))

    def safe(self) -> None:
        """The song's own tempo at once; it stays until a person says otherwise."""
        if self._follower.song is None:
            raise CommandError("safe: no song is on; choose one with song first")
        self._follower.set_tempo(self._follower.song.tempo)

    def tempo(self, command: Command) -> float:
        """The tempo asked for, if it can be."""
        bpm = float(command.args[0])
        if not SLOWEST <= bpm <= FASTEST:
            raise CommandError(f"{command.kind}: {bpm:g} BPM is not between {SLOWEST:g} and {FASTEST:g}")
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
        "one": lambda h, c: h.one(),
        "double": lambda h, c: h.change_level(c, 2.0),
        "halve": lambda h, c: h.change_level(c, 0.5),
        "song": lambda h, c: h.play(c),
        "safe": lambda h, c: h.safe(),
        "start": lambda h, c: h.follower.start(),
        "stop": lambda h, c: h.follower.transport.stop(),
        "continue": lambda h, c: h.follower.go_on(),
        "resync": lambda h, c: h.follower.start(rewind=True),
    }
)
