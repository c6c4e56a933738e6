"""The values that simulator, rendering, ways to listen and judge share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bridge.types import Reading

F64 = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]

NOBODY = -1
"""The leader while nobody leads: the players follow each other, or all a click."""
UNKNOWN = -2
"""The leader where a source of data does not tell."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one player plays: ``bus`` its name, ``role`` ("drums", "bass", "chords", "melody", …).

    ``times`` ``(n,)`` seconds of its notes, ascending; ``strengths`` ``(n,)`` 0 to 1; ``pitches``
    ``(n,)`` MIDI numbers (for drums the key of a General MIDI kit).
    """

    bus: str
    role: str
    times: F64
    strengths: F64
    pitches: F64


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """How the players keep together from ``start`` seconds on.

    ``leader`` index or `NOBODY`; ``gains`` ``(N, N)``: the row corrects its phase by this share of its
    lateness against the column, once a beat; ``click`` ``(N,)``: the same towards a click.
    """

    start: float
    leader: int
    gains: F64
    click: F64


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """What a filter that knows the generator may know.

    ``family`` of the model of timing; ``keeper`` and ``motor`` ``(N,)`` standard deviations in seconds
    of timekeeper and movement; ``stretches`` in order; ``handover`` mean seconds from one to the next.
    """

    family: str
    keeper: F64
    motor: F64
    stretches: tuple[Stretch, ...]
    handover: float


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A performance with the truth known.

    ``beats`` ``(K, N)`` seconds of each player's beats; ``resting`` bool ``(K, N)``; ``meter`` beats a bar;
    at each tick (0.1 s, 0.2 s, …) ``bpm`` ``(T,)`` and ``leader`` ``(T,)``, an index, `NOBODY` or `UNKNOWN`.
    ``law`` is None where nature made it.
    """

    name: str
    seconds: float
    meter: int
    parts: tuple[Part, ...]
    beats: F64
    resting: Flags
    bpm: F64
    leader: Index
    law: Law | None


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was heard of a take, and what was true.

    ``readings`` of the ``buses`` in order of arrival; ``roles`` of the buses; ``beats`` ``(K,)`` seconds of
    the ensemble's beats; ``bpm`` and ``leader`` ``(T,)`` as in `Take`; ``mix`` a mono sound file at
    44.1 kHz of all buses together, None where there is only a score; ``take`` None where nature made it.
    """

    name: str
    buses: tuple[str, ...]
    roles: tuple[str, ...]
    readings: tuple[Reading, ...]
    beats: F64
    bpm: F64
    leader: Index
    mix: Path | None = None
    take: Take | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What one way to listen said at each tick; a part that it does not tell is None.

    ``bpm`` ``(T,)``, 0 where unknown; ``shares`` ``(T, N + 1)`` adding up to 1, the last one nobody's;
    ``sure`` ``(T,)`` how sure it is of the tempo, 0 to 1; ``beats`` ``(K,)`` seconds at which it beat.
    """

    bpm: F64 | None = None
    shares: F64 | None = None
    sure: F64 | None = None
    beats: F64 | None = None
