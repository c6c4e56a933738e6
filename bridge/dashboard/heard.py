"""What reaches the page's process: what was heard, thirty times a second, and what only the parent knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bridge.types import KINDS, Kind, Value, Wishes

_SHOWN = tuple(kind for kind in KINDS.values() if kind.osc and kind.draw != "none")
DRAWN: tuple[Kind, ...] = tuple(kind for kind in _SHOWN if kind.of == "bus")
"""The kinds that a strip shows, in order: all that OSC tells of a bus."""
OF_MIX: tuple[Kind, ...] = tuple(kind for kind in _SHOWN if kind.of == "mix")
"""The kinds that are shown of the mix alone."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard and decided up to stream second ``t``.

    ``strips`` has a row a bus and in it a value for each kind of `DRAWN`: the latest, None before any, or
    for a kind that is an event how many there were so far. ``mix`` is the same for `OF_MIX`.
    """

    t: float
    leader: str | None
    leader_confidence: float
    nobody: float
    strips: tuple[tuple[Value | None, ...], ...]
    wishes: Wishes = field(default_factory=Wishes)
    mix: tuple[Value | None, ...] = (None,) * len(OF_MIX)


@dataclass(frozen=True, slots=True)
class Watched:
    """What only the parent knows: samples ``lost``, how often each process was started again, its process
    id, and in the demo the truth."""

    lost: int = 0
    restarts: Mapping[str, int] = field(default_factory=dict)
    pids: Mapping[str, int] = field(default_factory=dict)
    truth_bpm: float | None = None
    truth_leader: str | None = None
