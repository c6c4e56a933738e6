"""The OSC protocol: one table, from which encoding, parsing, the reference page and tests are made.

Types are ``i f s`` only (Pd's oscparse drops others), addresses have names and no numbers (Pd
cannot route a number), and none is the path above another (Pd cannot tell arguments from
further parts).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bridge.errors import CommandError
from bridge.types import KINDS, Command

ROOT = "/bridge/"
BUS = "/bridge/bus/{bus}/"
Value = float | int | str


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument: its name, OSC type (``i f s``) and the numbers allowed."""

    name: str
    tag: str
    low: float = -math.inf
    high: float = math.inf

    def checked(self, value: object) -> Value:
        """``value`` in this argument's type; numbers are taken as ``i`` or ``f``.

        Raises CommandError saying what is expected.
        """
        if self.tag == "s":
            if isinstance(value, str):
                return value
            raise CommandError(f"{self.name} is a text, not {value!r}")
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            raise CommandError(f"{self.name} is a number, not {value!r}")
        if not self.low <= value <= self.high:
            raise CommandError(f"{self.name} is between {self.low:g} and {self.high:g}, not {value:g}")
        if self.tag == "f":
            return float(value)
        if value != int(value):
            raise CommandError(f"{self.name} is a whole number, not {value:g}")
        return int(value)


@dataclass(frozen=True, slots=True)
class Out:
    """A row of what goes out. ``rest``: the last argument may repeat; ``state``: sent on subscribing."""

    address: str
    args: tuple[Arg, ...]
    when: str
    help: str
    state: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class In:
    """A row of what comes in; ``read`` makes a command's arguments of OSC's, or None to ignore it."""

    name: str
    args: tuple[Arg, ...]
    help: str
    read: Callable[[In, Sequence[object]], tuple[Value, ...] | None]

    @property
    def address(self) -> str:
        """The whole OSC address."""
        return ROOT + self.name


def _values(row: In, args: Sequence[object]) -> tuple[Value, ...]:
    """Exactly the arguments of the row."""
    if len(args) != len(row.args):
        wanted = ", ".join(a.name for a in row.args) or "nothing"
        raise CommandError(f"takes {wanted}, not {len(args)} arguments")
    return tuple(arg.checked(value) for arg, value in zip(row.args, args, strict=True))


def _optional(row: In, args: Sequence[object]) -> tuple[Value, ...]:
    """The arguments of the row, or none at all."""
    return _values(row, args) if args else ()


def _button(row: In, args: Sequence[object]) -> tuple[Value, ...] | None:
    """Acts on non-zero or nothing; 0 is a button let go (TouchOSC sends both)."""
    pressed = not args or any(_values(row, args))
    return () if pressed else None


_ON = Arg("on", "i", 0, 1)
_PRESSED = Arg("pressed", "f")
_BPM = Arg("bpm", "f", 20, 400)

OUT: Mapping[str, Out] = MappingProxyType(
    {
        row.address.removeprefix(ROOT): row
        for row in (
            Out(
                "/bridge/tempo",
                (Arg("bpm", "f"),),
                "on change, and once a second",
                "the trusted tempo, 0 while unknown",
                state=True,
            ),
            Out(
                "/bridge/leader",
                (Arg("bus", "s"), Arg("index", "i"), Arg("confidence", "f")),
                "on change, and once a second",
                "who leads, or none; its place among the buses from 0, or -1",
                state=True,
            ),
            Out(
                "/bridge/handover",
                (Arg("from", "s"), Arg("to", "s")),
                "when the lead changes",
                "who led and who leads; either may be none",
            ),
            Out(
                "/bridge/beat",
                (Arg("beat", "i"), Arg("bar", "i"), Arg("bpm", "f")),
                "on the beat, moved by the set offset",
                "beat in bar from 1, bar, tempo of the clock",
            ),
            Out(
                "/bridge/next",
                (Arg("ms", "f"), Arg("beat", "i")),
                "with each beat",
                "ms to the next beat, and its beat in bar: for those who prepare",
            ),
            Out(
                "/bridge/phase",
                (Arg("phase", "f"), Arg("position", "f")),
                "50 a second",
                "0 to 1 in the beat, and the position in beats",
            ),
            Out(
                "/bridge/state",
                (Arg("state", "s"),),
                "on change",
                "waiting, locking, following, holding or manual",
                state=True,
            ),
            Out("/bridge/transport", (Arg("transport", "s"),), "on change", "playing or stopped", state=True),
            Out(
                "/bridge/meter", (Arg("beats", "i"), Arg("unit", "i")), "on change", "such as 4 4", state=True
            ),
            Out(
                "/bridge/song",
                (Arg("name", "s"),),
                "on change",
                "the song of the set list that is on, or nothing",
                state=True,
            ),
            Out(
                "/bridge/rail",
                (Arg("rail", "s"),),
                "on change",
                "on, or off while the band plays too far from the song's tempo and the beat is held",
                state=True,
            ),
            Out(
                "/bridge/buses",
                (Arg("bus", "s"),),
                "on subscribe and change",
                "all buses, in order",
                state=True,
                rest=True,
            ),
            Out("/bridge/ping", (Arg("uptime", "i"),), "twice a second", "seconds since the bridge began"),
            Out("/bridge/error", (Arg("message", "s"),), "when a command is refused", "why, in one line"),
            *(
                Out(
                    BUS + kind.osc,
                    tuple(Arg(kind.unit, tag) for tag in kind.tags),
                    "at once" if kind.event else "20 a second",
                    kind.help,
                )
                for kind in KINDS.values()
                if kind.osc
            ),
        )
    }
)
"""What goes out, by the address without ``/bridge/``."""

IN: Mapping[str, In] = MappingProxyType(
    {
        row.name: row
        for row in (
            In(
                "subscribe",
                (Arg("port", "i", 1, 65535),),
                "send everything to this port of the sender's host: the whole state at once, then as it "
                "comes; lapses after 30 s unless said again",
                _values,
            ),
            In(
                "unsubscribe",
                (Arg("port", "i", 1, 65535),),
                "send nothing to this port any more; without it: nothing that the sender asked for",
                _optional,
            ),
            In("query", (), "the whole state once, to the sender (or the port it subscribed)", _values),
            In("hold", (_ON,), "go on at the last trusted tempo; no argument toggles", _optional),
            In("manual", (_ON,), "follow nobody; no argument toggles", _optional),
            In("lead", (Arg("bus", "s"),), "this bus leads; auto: the bridge decides", _values),
            In("set_tempo", (_BPM,), "this tempo, at once", _values),
            In("hint", (_BPM,), "about this tempo is expected", _values),
            In("nudge", (Arg("ms", "f", -500, 500),), "move the beat; positive is later", _values),
            In("meter", (Arg("beats", "i", 1, 15), Arg("unit", "i", 1, 16)), "the meter", _values),
            In(
                "offset",
                (Arg("output", "s"), Arg("ms", "f", -200, 200)),
                "move one output; positive is later",
                _values,
            ),
            In("song", (Arg("name", "s"),), "a song of the set list, + the next, - the one before", _values),
            In("tap", (_PRESSED,), "tap the tempo", _button),
            In("one", (_PRESSED,), "the beat nearest to now is beat 1", _button),
            In("double", (_PRESSED,), "twice the tempo", _button),
            In("halve", (_PRESSED,), "half the tempo", _button),
            In("start", (_PRESSED,), "start the receivers at the next bar", _button),
            In("stop", (_PRESSED,), "stop the receivers at once", _button),
            In("continue", (_PRESSED,), "let the receivers go on at the next bar", _button),
            In("resync", (_PRESSED,), "stop, back to the beginning, start at the next bar", _button),
            In("safe", (_PRESSED,), "the song's own tempo, at once; it stays until told otherwise", _button),
        )
    }
)
"""What comes in, by the address without ``/bridge/``."""

LISTENING = frozenset({"subscribe", "unsubscribe", "query"})
"""What only a program that listens can ask; everything else is a `Command` to the bridge."""


def parse(address: str, args: Sequence[Any]) -> Command | None:
    """The command that an OSC message asks for; None for a button that is let go.

    Raises CommandError, one line naming the address, for what is not in the table.
    """
    row = IN.get(address.removeprefix(ROOT)) if address.startswith(ROOT) else None
    if row is None:
        raise CommandError(f"{_shown(address)}: no such address; see docs/osc.md")
    try:
        read = row.read(row, args)
    except CommandError as error:
        raise CommandError(f"{address}: {error}") from None
    return Command(row.name, read) if read is not None else None


def _shown(address: str) -> str:
    return address if len(address) <= 60 and address.isprintable() else repr(address[:60])


if __name__ == "__main__":
    from bridge.outputs.reference import page

    print(page(), end="")
