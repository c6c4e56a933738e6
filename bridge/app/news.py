"""What the analysis process tells its parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.types import State, Step


@dataclass(frozen=True, slots=True)
class Report:
    """How things stand, ten times a second.

    ``host0`` is the host second of stream second 0 by the present fit; the rest as in `Status`.
    """

    t: float
    host0: float
    bpm: float
    confidence: float
    state: State
    leader: str | None
    leader_confidence: float
    beat: tuple[int, int]
    levels: Mapping[str, float]
    shares: Mapping[str, float]
    lost: int
    model: Mapping[str, str | int]


class Reporter:
    """Makes a `Report` of each tick's step, from what the steps before it left. For one thread."""

    def __init__(self, buses: tuple[str, ...]) -> None:
        self._levels = dict.fromkeys(buses, -120.0)

    def see(self, step: Step) -> None:
        """Take in a step."""
        for reading in step.readings:
            if reading.kind == "level" and isinstance(reading.value, float):
                self._levels[reading.bus] = reading.value

    def report(self, step: Step, host0: float, lost: int, model: Mapping[str, str | int]) -> Report | None:
        """The report, if ``step`` holds a choice."""
        choice, beat = step.choice, step.beat
        if choice is None:
            return None
        count = int(beat.timeline.beat_at(step.t) // 1) if beat.timeline else 0
        return Report(
            step.t,
            host0,
            beat.bpm,
            beat.confidence,
            beat.state,
            choice.leader,
            choice.leader_confidence,
            beat.transport.bar_and_beat(count),
            dict(self._levels),
            dict(choice.shares),
            lost,
            model,
        )
