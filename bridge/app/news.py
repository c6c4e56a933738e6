"""What the analysis process tells its parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.status import Status
from bridge.types import Step


@dataclass(frozen=True, slots=True)
class Report:
    """How things stand, ten times a second.

    ``status`` as far as the analysis knows it; ``host0`` the host second of stream second 0 by
    the present fit; ``model`` what a summary says of the leader's model.
    """

    status: Status
    host0: float
    model: Mapping[str, str | int]


class Reporter:
    """Makes the `Status` of each tick's step, from what the steps before it left. For one thread."""

    def __init__(self, buses: tuple[str, ...]) -> None:
        self._levels = dict.fromkeys(buses, -120.0)

    def see(self, step: Step) -> None:
        """Take in a step."""
        for reading in step.readings:
            if reading.kind == "level" and isinstance(reading.value, float):
                self._levels[reading.bus] = reading.value

    def status(self, step: Step, lost: int) -> Status | None:
        """How things stand after ``step``, if it holds a choice; ``lost`` samples so far."""
        choice, beat = step.choice, step.beat
        if choice is None:
            return None
        count = int(beat.timeline.beat_at(step.t) // 1) if beat.timeline else 0
        return Status(
            t=step.t,
            bpm=beat.bpm,
            confidence=beat.confidence,
            state=beat.state,
            leader=choice.leader,
            leader_confidence=choice.leader_confidence,
            beat=beat.transport.bar_and_beat(count),
            levels=dict(self._levels),
            shares=dict(choice.shares),
            samples_lost=lost,
            song=beat.song,
            off_rail=beat.off_rail,
        )
