"""The vocabulary: frozen values that walk from station to station.

Audio → analysis → leader → clock → outputs: every value here is made by one station and
read by later ones. Values are immutable and checked when they are born. Times are *stream
time* (seconds since the first sample) unless a name or docstring says *host time* (seconds
of the system's monotonic clock).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bridge.labels import INSTRUMENTS, STYLES

RATE = 44_100
"""Samples a second of everything that is analysed."""
WINDOW = 1024
"""Samples aubio looks at."""
HOP = 512
"""Samples between two looks."""
TICK = 0.1
"""Seconds between two steps of the leader model."""
MIX = "mix"
"""The bus name of what is heard on the sum of all that people play; no bus may be called so."""
PPQN = 24
"""MIDI clocks a quarter note (MIDI 1.0 specification, system real-time messages)."""

F32 = NDArray[np.float32]
Value = float | str | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of `KINDS`: something that can be heard on a bus.

    ``osc`` is the suffix under ``/bridge/bus/<name>/`` (empty: not sent), ``tags`` its OSC
    types, ``draw`` how a page shows it, ``event`` whether it happens at a moment (sent at
    once) or goes on (sent 20 a second). A bus whose value is at or below ``veto`` may not lead; None: it
    has no say in that. ``labels`` name the parts of a value that is a tuple. ``of`` whom it is heard: each
    bus, or `MIX` alone.
    """

    name: str
    unit: str
    low: float
    high: float
    osc: str
    tags: str = "f"
    draw: Literal["meter", "curve", "dot", "text", "none"] = "curve"
    event: bool = False
    veto: float | None = None
    labels: tuple[str, ...] = ()
    of: Literal["bus", "mix"] = "bus"
    help: str = ""


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        k.name: k
        for k in (
            Kind(
                "onset",
                "strength",
                0,
                1,
                "onset",
                draw="dot",
                event=True,
                help="a note began; the value is its strength",
            ),
            Kind(
                "beat",
                "bpm",
                0,
                400,
                "",
                draw="dot",
                event=True,
                help="aubio's beat on this bus alone; the value is its tempo",
            ),
            Kind("tempo", "bpm", 0, 400, "tempo", help="aubio's tempo of this bus alone"),
            Kind("pitch", "Hz", 0, 22_050, "pitch", help="fundamental frequency, 0 when none is heard"),
            Kind(
                "level",
                "dBFS",
                -120,
                6,
                "level",
                draw="meter",
                help="RMS level of the last window",
            ),
            Kind("lead", "share", 0, 1, "lead", draw="meter", help="share of the lead, 0 to 1"),
            Kind(
                "activity",
                "share",
                0,
                1,
                "activity",
                draw="meter",
                veto=0.0,
                help="part of the last second in which the bus sounds; one that is silent cannot lead",
            ),
            Kind(
                "instrument",
                "name",
                0,
                1,
                "instrument",
                tags="s",
                draw="text",
                help="what it sounds like; none in silence, unknown when nothing is likely",
            ),
            Kind(
                "instruments",
                "chance",
                0,
                1,
                "",
                tags="f" * len(INSTRUMENTS),
                draw="none",
                labels=INSTRUMENTS,
                help="chance of each instrument in the last second",
            ),
            Kind(
                "style",
                "name",
                0,
                1,
                "style",
                tags="s",
                draw="text",
                of="mix",
                help="what music it sounds like, of the mix; unknown when nothing is likely",
            ),
            Kind(
                "styles",
                "chance",
                0,
                1,
                "",
                tags="f" * len(STYLES),
                draw="none",
                labels=STYLES,
                of="mix",
                help="chance of each style, given all that was played so far",
            ),
        )
    }
)
"""All that can be heard, by name. OSC, CSV, report and dashboard are made from this table."""


@dataclass(frozen=True, slots=True)
class Bus:
    """One instrument's way in. ``machine`` buses carry what the bridge itself drives."""

    name: str
    machine: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Mono sound of one bus.

    A whole number of hops; live it is one, at a desk many at a time, to the same effect.
    Attributes: ``bus`` its name; ``start`` index of the first sample in the stream; ``rate``
    samples a second; ``samples`` float32 ``(n,)``, nominally −1…1.
    """

    bus: str
    start: int
    rate: int
    samples: F32

    @property
    def end(self) -> float:
        """Stream time just after the last sample, in seconds."""
        return (self.start + len(self.samples)) / self.rate

    @property
    def ends(self) -> list[float]:
        """Stream time just after each of its hops, in seconds."""
        last = self.start + len(self.samples)
        return [at / self.rate for at in range(self.start + HOP, last + 1, HOP)]


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing heard: ``kind`` names its row of `KINDS`.

    ``t`` is when the sound began (detector delay removed), ``arrived`` when it was known
    (the end of the audio used), both in stream seconds; ``confidence`` is 0 to 1.
    """

    bus: str
    kind: str
    t: float
    arrived: float
    value: Value
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What the leader model sees at one tick. All arrays float32, finite, bus order fixed.

    ``bus`` is ``(N, F)``, ``tempogram`` ``(N, 2, 96)``, ``pair`` ``(N, N, P)`` where
    ``pair[i, j]`` is bus i towards bus j, ``world`` ``(G,)``. The columns F, P and G are
    named, in order, in the model file's metadata and built from the registry of columns.
    """

    t: float
    buses: tuple[str, ...]
    bus: F32
    tempogram: F32
    pair: F32
    world: F32


@dataclass(frozen=True, slots=True)
class Choice:
    """The verdict at one tick: who leads, at what tempo, and how sure that is.

    ``shares`` maps each bus to its share of the lead; shares and ``nobody`` add up to 1.
    ``leader`` is None when nobody, or no one clearly, leads. ``bpm`` is 0 while unknown.
    """

    t: float
    leader: str | None
    bpm: float
    tempo_confidence: float
    leader_confidence: float
    shares: Mapping[str, float]
    nobody: float

    def __post_init__(self) -> None:
        total = sum(self.shares.values()) + self.nobody
        if not math.isclose(total, 1.0, abs_tol=1e-4):
            raise ValueError(f"shares and nobody add up to {total:.5f}, not 1")
        if self.leader is not None and self.leader not in self.shares:
            raise ValueError(f"leader {self.leader!r} is none of the buses")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A bijection between beats and time (after Ableton Link's ``Timeline``).

    At time ``t0`` seconds the beat is ``beat0``; beats pass at ``bpm`` a minute. Which
    clock ``t0`` belongs to (stream or host) is the owner's to know.
    """

    bpm: float
    beat0: float
    t0: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.bpm) and self.bpm > 0):
            raise ValueError(f"a timeline needs a positive tempo, not {self.bpm!r} BPM")
        if not (math.isfinite(self.beat0) and math.isfinite(self.t0)):
            raise ValueError("a timeline needs finite beat0 and t0")

    def beat_at(self, t: float) -> float:
        """Beats (a running real number) at time ``t`` in seconds."""
        return self.beat0 + (t - self.t0) * self.bpm / 60.0

    def time_at(self, beat: float) -> float:
        """The time in seconds at which ``beat`` is reached."""
        return self.t0 + (beat - self.beat0) * 60.0 / self.bpm

    def retempo(self, bpm: float, t: float) -> Timeline:
        """The same beat at time ``t``, another tempo from there on: no jump."""
        return Timeline(bpm, self.beat_at(t), t)

    def moved(self, seconds: float) -> Timeline:
        """The same beats, each ``seconds`` later."""
        return Timeline(self.bpm, self.beat0, self.t0 + seconds)


class State(StrEnum):
    """What the beat rests on just now."""

    WAITING = "waiting"
    LOCKING = "locking"
    FOLLOWING = "following"
    HOLDING = "holding"
    MANUAL = "manual"


Action = Literal["none", "start", "continue", "stop"]


@dataclass(frozen=True, slots=True)
class Transport:
    """What the receivers of the clock are told beside its tempo.

    ``ticking``: clocks flow. ``playing``: the receivers run. Each person's or policy's
    ``action`` gets a new ``serial``; it takes effect at timeline beat ``at_beat`` (a Start
    goes out just before that beat's clock). ``position`` is the song position in sixteenths
    sent before a Continue, −1 for none; ``rewind`` asks for Stop and position 0 first.
    ``downbeat`` is a timeline beat that is beat 1 of ``bar0``; ``meter`` its beats and unit.
    """

    ticking: bool = False
    playing: bool = False
    action: Action = "none"
    serial: int = 0
    at_beat: float = 0.0
    position: int = -1
    rewind: bool = False
    downbeat: int = 0
    bar0: int = 1
    meter: tuple[int, int] = (4, 4)

    def bar_and_beat(self, beat: int) -> tuple[int, int]:
        """``(bar, beat in bar)``, the latter from 1, of an integer timeline beat."""
        bars, rest = divmod(beat - self.downbeat, self.meter[0])
        return self.bar0 + bars, rest + 1


@dataclass(frozen=True, slots=True)
class Beat:
    """What the clock station says after each hop: the beat as of stream time ``t``.

    ``timeline`` (stream time, the clock's tempo, None while `State.WAITING` without a hint),
    ``bpm`` the trusted tempo (0 while unknown), ``confidence`` 0 to 1 in it. ``song`` is the name of
    the set list's song that is on, empty for none; ``off_rail`` that the band plays too far from that
    song's tempo, so that the beat is held.
    """

    t: float
    state: State
    bpm: float
    confidence: float
    timeline: Timeline | None
    transport: Transport
    song: str = ""
    off_rail: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asks, from OSC, keyboard, MIDI or page: one row of the protocol table."""

    kind: str
    args: tuple[float | int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people asked for that is still in force: whether to ``hold``, and the bus that shall ``lead``
    (empty: whoever does)."""

    hold: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """All that followed from one hop: what `bridge.session` gives and every sink gets."""

    t: float
    readings: tuple[Reading, ...]
    choice: Choice | None
    beat: Beat
    wishes: Wishes = Wishes()
