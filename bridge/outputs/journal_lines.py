"""The lines of a journal: what was heard, decided and asked, as JSON.

One object a line. The first says what the bridge was (`About`), every other has a ``t`` in stream seconds:

- a step: ``heard`` readings as ``[bus, kind, t, arrived, value, confidence]``, ``beat`` as ``[state, bpm,
  confidence, clock's bpm, beat0, t0]`` (the last three null without a timeline), ``choice`` when there was
  one; ``transport``, ``song`` and ``wishes`` when they are others than on the line before;
- ``model``: what the leader's model says of itself;
- ``command``, ``args``: obeyed; ``refused``: the reason why one was not.

Times are rounded to a microsecond, values to six digits behind the point: far below what any ear can tell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bridge.outputs.asked import Listening, Obeyed, Refused
from bridge.types import Bus, Choice, Reading, Step, Timeline, Transport, Wishes

FORMAT = 1
"""Raised when an older program could not read the lines any more."""
DIGITS = 6
EXACT = 9
"""Digits of a timeline: its phase is far from its ``t0`` after an hour."""

Entry = Step | Listening | Obeyed | Refused
"""What a line after the first stands for."""


@dataclass(frozen=True, slots=True)
class About:
    """What was recorded: the ``buses`` in order, the ``settings`` in force, ``version`` of the bridge, and
    when it ``began`` (ISO 8601, local time with its offset)."""

    buses: tuple[Bus, ...]
    settings: Mapping[str, Any]
    version: str
    began: str

    def line(self) -> str:
        """The first line of a file."""
        return _json({"journal": FORMAT, **asdict(self)})


@dataclass(frozen=True, slots=True)
class Lasting:
    """What stays the same over many lines, and is said when it changes."""

    transport: Transport = field(default_factory=Transport)
    song: tuple[str, bool] = ("", False)
    wishes: Wishes = field(default_factory=Wishes)

    @classmethod
    def of(cls, step: Step) -> Lasting:
        """What holds in ``step``."""
        return cls(step.beat.transport, (step.beat.song, step.beat.off_rail), step.wishes)


@dataclass(slots=True)
class Scribe:
    """Turns entries into lines. A new file needs a new one. For one thread."""

    _before: Lasting | None = None

    def line(self, entry: Entry) -> str:
        """``entry`` as one line, without its end."""
        if isinstance(entry, Step):
            return _json(self._step(entry))
        if isinstance(entry, Obeyed):
            return _json({"t": _r(entry.t), "command": entry.command.kind, "args": entry.command.args})
        if isinstance(entry, Refused):
            return _json({"refused": entry.message})
        return _json({"model": dict(entry.model)})

    def _step(self, step: Step) -> dict[str, Any]:
        beat, now, before = step.beat, Lasting.of(step), self._before
        row: dict[str, Any] = {"t": _r(step.t), "heard": [_reading(r) for r in step.readings]}
        row["beat"] = [beat.state.value, _r(beat.bpm), _r(beat.confidence), *_timeline(beat.timeline)]
        if step.choice is not None:
            row["choice"] = _choice(step.choice)
        if before is None or now != before:
            said = asdict(now)
            row |= {k: said[k] for k in said if before is None or getattr(now, k) != getattr(before, k)}
            self._before = now
        return row


def _reading(r: Reading) -> list[Any]:
    value = r.value if isinstance(r.value, str) else _round(r.value)
    return [r.bus, r.kind, _r(r.t), _r(r.arrived), value, _r(r.confidence)]


def _round(value: float | tuple[float, ...]) -> float | list[float]:
    return [_r(v) for v in value] if isinstance(value, tuple) else _r(value)


def _choice(choice: Choice) -> dict[str, Any]:
    shares = {bus: _r(share) for bus, share in choice.shares.items()}
    numbers = {name: _r(getattr(choice, name)) for name in _NUMBERS}
    return {**numbers, "leader": choice.leader, "shares": shares}


_NUMBERS = ("t", "bpm", "tempo_confidence", "leader_confidence", "nobody")


def _timeline(line: Timeline | None) -> tuple[float | None, ...]:
    if line is None:
        return None, None, None
    return round(line.bpm, EXACT), round(line.beat0, EXACT), round(line.t0, EXACT)


def _r(value: float) -> float:
    return round(value, DIGITS)


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str)
