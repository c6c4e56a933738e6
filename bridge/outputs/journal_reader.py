"""A journal's lines back into what they stand for, every value checked: a file may be damaged, or not ours.

What a line may hold is said by the types of its row; pydantic checks them. The limits are far beyond all that
was ever played, and near enough that no loop over what was recorded runs on for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Any, NotRequired

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import AfterValidator, FiniteFloat, TypeAdapter, ValidationError
from pydantic_core import from_json
from typing_extensions import TypedDict

from bridge.errors import BridgeError
from bridge.names import slug
from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.outputs.journal_lines import FORMAT, About, Entry, Lasting
from bridge.types import (
    KINDS,
    MIX,
    Action,
    Beat,
    Bus,
    Choice,
    Command,
    Reading,
    State,
    Step,
    Timeline,
    Transport,
    Value,
    Wishes,
)

LEAP = 12 * 3600.0
"""Seconds between two steps of one run, at most."""

Number = Annotated[FiniteFloat, Ge(-1e9), Le(1e9)]
Time = Annotated[FiniteFloat, Ge(-1e8), Le(1e8)]
Bpm = Annotated[FiniteFloat, Ge(0), Le(1000)]
Count = Annotated[int, Ge(-(2**31)), Lt(2**31)]
Name = Annotated[str, MaxLen(200)]


def _is_slug(name: str) -> str:
    if slug(name) != name:
        raise ValueError("no name of a bus")
    return name


class _BusRow(TypedDict):
    name: Annotated[str, AfterValidator(_is_slug)]
    machine: bool


class _AboutRow(TypedDict):
    journal: int
    buses: Annotated[list[_BusRow], MinLen(1), MaxLen(64)]
    settings: dict[str, Any]
    version: Name
    began: Name


class _TransportRow(TypedDict):
    ticking: bool
    playing: bool
    action: Action
    serial: Annotated[Count, Ge(0)]
    at_beat: Number
    position: Count
    rewind: bool
    downbeat: Count
    bar0: Count
    meter: tuple[Annotated[int, Ge(1), Le(99)], Annotated[int, Ge(1), Le(99)]]


class _WishesRow(TypedDict):
    hold: bool
    lead: Name


class _ChoiceRow(TypedDict):
    t: Time
    leader: Name | None
    bpm: Bpm
    tempo_confidence: Number
    leader_confidence: Number
    shares: dict[Name, Number]
    nobody: Number


class _StepRow(TypedDict):
    t: Time
    heard: list[tuple[Name, Name, Time, Time, Number | Name | tuple[Number, ...], Number]]
    beat: (
        tuple[State, Bpm, Number, Annotated[Bpm, Gt(0)], Number, Time]
        | tuple[State, Bpm, Number, None, None, None]
    )
    choice: NotRequired[_ChoiceRow]
    transport: NotRequired[_TransportRow]
    song: NotRequired[tuple[Name, bool]]
    wishes: NotRequired[_WishesRow]


class _ObeyedRow(TypedDict):
    t: Time
    command: Name
    args: list[Count | Number | Name]


class _RefusedRow(TypedDict):
    refused: str


class _ListeningRow(TypedDict):
    model: dict[str, str | int]


_ABOUT = TypeAdapter(_AboutRow)
_STEP = TypeAdapter(_StepRow)
_OBEYED = TypeAdapter(_ObeyedRow)
_REFUSED = TypeAdapter(_RefusedRow)
_LISTENING = TypeAdapter(_ListeningRow)


def about(line: str) -> About:
    """What a first line says. Raises `BridgeError` for one that is none, or of a newer bridge."""
    try:
        row = from_json(line, allow_inf_nan=False)
        if isinstance(row, dict) and isinstance(row.get("journal"), int) and row["journal"] > FORMAT:
            raise BridgeError("it was written by a newer leaderbridge: use that one")
        said = _ABOUT.validate_python(row)
    except ValueError as why:  # pydantic's too
        raise BridgeError("its first line is not one of a journal") from why
    return About(tuple(Bus(**bus) for bus in said["buses"]), said["settings"], said["version"], said["began"])


@dataclass(slots=True)
class Reader:
    """Turns the lines of one file, but for its first, back into entries. For one thread.

    ``buses`` are the names in the first line, ``t`` is the second of the last step that was read.
    """

    buses: Collection[str]
    t: float = 0.0
    _now: Lasting = field(default_factory=Lasting)

    def entry(self, line: str) -> Entry:
        """What ``line`` stands for. Raises `ValueError` for one that stands for nothing, or is torn."""
        try:
            row = from_json(line, allow_inf_nan=False)
            return next(read for key, read in _ROWS.items() if key in row)(self, row)
        except (ValidationError, StopIteration, TypeError) as why:
            raise ValueError(f"no line of a journal: {line[:60]}") from why

    def _step(self, given: Mapping[str, Any]) -> Step:
        row = _STEP.validate_python(given)
        t = row["t"]
        if t - self.t > LEAP:
            raise ValueError(f"it leaps from second {self.t:g} to {t:g}")
        now = _then(self._now, row)
        self.t, self._now = t, now
        state, bpm, confidence, pace, beat0, t0 = row["beat"]
        line = (
            Timeline(pace, beat0, t0) if pace is not None and beat0 is not None and t0 is not None else None
        )
        beat = Beat(t, state, bpm, confidence, line, now.transport, *now.song)
        choice = Choice(**row["choice"]) if "choice" in row else None
        return Step(
            t, tuple(self._reading(Reading(*cells)) for cells in row["heard"]), choice, beat, now.wishes
        )

    def _reading(self, reading: Reading) -> Reading:
        kind = KINDS.get(reading.kind)
        if kind is None or reading.bus not in (*self.buses, MIX) or not _fits(reading.value, kind.tags):
            raise ValueError(f"nothing that was heard: {reading.bus} {reading.kind} {reading.value}"[:90])
        return reading

    def _obeyed(self, given: Mapping[str, Any]) -> Obeyed:
        row = _OBEYED.validate_python(given)
        return Obeyed(Command(row["command"], tuple(row["args"])), row["t"])

    def _refused(self, given: Mapping[str, Any]) -> Refused:
        return Refused(_REFUSED.validate_python(given)["refused"], None)

    def _listening(self, given: Mapping[str, Any]) -> Listening:
        return Listening(_LISTENING.validate_python(given)["model"])


def _then(before: Lasting, row: _StepRow) -> Lasting:
    """What holds after a line."""
    transport = Transport(**row["transport"]) if "transport" in row else before.transport
    wishes = Wishes(**row["wishes"]) if "wishes" in row else before.wishes
    return Lasting(transport, row.get("song", before.song), wishes)


def _fits(value: Value, tags: str) -> bool:
    """Whether ``value`` is what a kind with these OSC types has."""
    values = value if isinstance(value, tuple) else (value,)
    return [isinstance(each, str) for each in values] == [tag == "s" for tag in tags]


_ROWS: Mapping[str, Callable[[Reader, Mapping[str, Any]], Entry]] = MappingProxyType(
    {
        "heard": Reader._step,
        "command": Reader._obeyed,
        "refused": Reader._refused,
        "model": Reader._listening,
    }
)
"""What reads a line, by the key that only such lines have."""
