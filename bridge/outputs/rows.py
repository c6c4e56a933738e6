"""What a run's tables hold: each class keeps the latest of the steps and makes the rows of one file."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from bridge.outputs.tables import text
from bridge.types import KINDS, MIX, Choice, Reading, Step

Rows = list[tuple[str, ...]]


class RowMaker(Protocol):
    """Steps in, the rows of one file out. ``take`` comes with every step, ``at`` ten times a second."""

    columns: tuple[str, ...]

    def take(self, step: Step) -> None:
        """Remember what ``step`` says."""

    def at(self, t: float) -> Rows:
        """The rows due at ``t``, made of steps up to ``t`` only."""


class TempoRows:
    """The trusted tempo, empty before the first estimate, and aubio's of the mix, where that is heard."""

    columns: tuple[str, ...] = ("time", "bpm", "confidence", "mix_bpm")

    def __init__(self, buses: Sequence[str]) -> None:
        self._bpm, self._confidence, self._mix = math.nan, 0.0, math.nan

    def take(self, step: Step) -> None:
        """The tempo once there is one; it is kept when a later step has none."""
        if step.beat.bpm > 0:
            self._bpm = step.beat.bpm
        self._confidence = step.beat.confidence
        for reading in step.readings:
            if reading.bus == MIX and reading.kind == "tempo":
                self._mix = float(reading.value) or math.nan  # type: ignore[arg-type]

    def at(self, t: float) -> Rows:
        """One row."""
        return [(text(t, 1), text(self._bpm, 3), text(self._confidence, 4), text(self._mix, 3))]


class BeatRows:
    """The beats that the clock gives, when they pass.

    A beat between two steps falls where the timeline of the *earlier* one put it: what comes
    with the later step could not have been known by then. The running number starts at 0.
    """

    columns: tuple[str, ...] = ("time", "beat", "bar", "beat_in_bar")

    def __init__(self, buses: Sequence[str]) -> None:
        self._said: Step | None = None
        self._next: int | None = None
        self._count = 0
        self._passed: Rows = []

    def take(self, step: Step) -> None:
        """Note the beats between the last step and this one."""
        if self._said is not None and self._said.beat.timeline is not None:
            self._pass(self._said, step.t)
        self._said = step

    def at(self, t: float) -> Rows:
        """The beats since the last call."""
        passed, self._passed = self._passed, []
        return passed

    def _pass(self, said: Step, until: float) -> None:
        timeline, transport = said.beat.timeline, said.beat.transport
        assert timeline is not None
        here = timeline.beat_at(said.t)
        # Before Start the timeline may leap by whole beats; while playing it only glides.
        if self._next is None or not -0.5 < self._next - here < 1.5:
            self._next = math.ceil(here)
        while (when := timeline.time_at(self._next)) <= until:
            bar, place = transport.bar_and_beat(self._next)
            self._passed.append((text(max(when, said.t), 6), str(self._count), str(bar), str(place)))
            self._next += 1
            self._count += 1


class LeaderRows:
    """Who leads, and each bus's share of the lead; ``none`` before the first verdict."""

    def __init__(self, buses: Sequence[str]) -> None:
        self.columns: tuple[str, ...] = ("time", "leader", "confidence", *buses, "none")
        self._buses = tuple(buses)
        self._choice: Choice | None = None

    def take(self, step: Step) -> None:
        """The latest verdict."""
        self._choice = step.choice or self._choice

    def at(self, t: float) -> Rows:
        """One row."""
        if self._choice is None:
            return [(text(t, 1), "none", text(0, 4), *(text(0, 4) for _ in self._buses), text(1, 4))]
        shares = (self._choice.shares.get(bus, 0.0) for bus in self._buses)
        return [
            (
                text(t, 1),
                self._choice.leader or "none",
                text(self._choice.leader_confidence, 4),
                *(text(share, 4) for share in shares),
                text(self._choice.nobody, 4),
            )
        ]


class BusRows:
    """What each bus plays: aubio's tempo and pitch, level, and the onsets since the last row."""

    columns: tuple[str, ...] = ("time", "bus", "bpm", "pitch_hz", "level_dbfs", "onsets")

    def __init__(self, buses: Sequence[str]) -> None:
        self._buses = tuple(buses)
        self._latest: dict[tuple[str, str], float] = {}
        self._onsets = dict.fromkeys(buses, 0)

    def take(self, step: Step) -> None:
        """Count onsets, keep the last value of all else."""
        for reading in step.readings:
            if reading.kind == "onset":
                self._onsets[reading.bus] += 1
            elif isinstance(reading.value, float | int):
                self._latest[reading.bus, reading.kind] = reading.value

    def at(self, t: float) -> Rows:
        """One row a bus."""
        rows = [self._row(t, bus) for bus in self._buses]
        self._onsets = dict.fromkeys(self._buses, 0)
        return rows

    def _row(self, t: float, bus: str) -> tuple[str, ...]:
        bpm, pitch, level = (self._latest.get((bus, kind), math.nan) for kind in ("tempo", "pitch", "level"))
        heard = (text(bpm or math.nan, 3), text(pitch, 2), text(level, 2))
        return (text(t, 1), bus, *heard, str(self._onsets[bus]))


class OnsetRows:
    """Every note that was heard to begin, in order of arrival."""

    columns: tuple[str, ...] = ("time", "bus", "strength", "confidence")

    def __init__(self, buses: Sequence[str]) -> None:
        self._heard: Rows = []

    def take(self, step: Step) -> None:
        """Note the step's onsets."""
        self._heard += [
            (text(r.t, 6), r.bus, text(float(r.value), 3), text(r.confidence, 3))  # type: ignore[arg-type]
            for r in step.readings
            if r.kind == "onset"
        ]

    def at(self, t: float) -> Rows:
        """The onsets since the last call."""
        heard, self._heard = self._heard, []
        return heard


class EarRows:
    """What all other ears say, a row a reading; a value of several parts has a row for each."""

    columns: tuple[str, ...] = ("time", "arrived", "bus", "kind", "label", "value", "confidence")
    ELSEWHERE = frozenset({"onset", "beat", "tempo", "pitch", "level", "lead"})
    """Kinds that the other tables tell."""

    def __init__(self, buses: Sequence[str]) -> None:
        self._heard: Rows = []

    def take(self, step: Step) -> None:
        """Note what they said."""
        for reading in step.readings:
            if reading.kind not in self.ELSEWHERE:
                self._heard += _parts(reading)

    def at(self, t: float) -> Rows:
        """What was said since the last call."""
        heard, self._heard = self._heard, []
        return heard


def _parts(reading: Reading) -> Rows:
    when = (text(reading.t, 3), text(reading.arrived, 3), reading.bus, reading.kind)
    labels = KINDS[reading.kind].labels or ("",)
    values = reading.value if isinstance(reading.value, tuple) else (reading.value,)
    return [
        (*when, label, value if isinstance(value, str) else text(value, 4), text(reading.confidence, 3))
        for label, value in zip(labels, values, strict=True)
    ]


ROWS: Mapping[str, Callable[[Sequence[str]], RowMaker]] = MappingProxyType(
    {
        "tempo.csv": TempoRows,
        "beats.csv": BeatRows,
        "leader.csv": LeaderRows,
        "buses.csv": BusRows,
        "onsets.csv": OnsetRows,
        "ears.csv": EarRows,
    }
)
"""Every file that a run writes while it goes on, and who makes its rows."""
