"""What the receivers are told: when they start, stop and go on, and which beat is beat 1.

Each change gets a new serial, so that an output that reads it late or twice obeys it once.
"""

from __future__ import annotations

import math
from dataclasses import replace

from bridge.types import Timeline, Transport

LEAD = 0.12
"""Seconds between a Start's making and its beat, so that every output hears of it in time."""


class TransportControl:
    """Makes the next `Transport` from what a person or the start policy wants. Pure."""

    def __init__(self, meter: tuple[int, int]) -> None:
        self.now = Transport(meter=meter)

    def tick(self, ticking: bool) -> None:
        """Let clocks flow or not; a receiver that runs is never left without clocks."""
        if ticking != self.now.ticking and not (self.now.playing and not ticking):
            self.now = replace(self.now, ticking=ticking)

    def start(self, timeline: Timeline, t: float, rewind: bool = False) -> None:
        """Start at the next bar (the next beat before any bar is known); it becomes bar 1, beat 1."""
        beat = self._next_downbeat(timeline, t) if self.now.serial else _next_beat(timeline, t)
        self.start_at(beat, rewind)

    def start_at(self, beat: int, rewind: bool = False) -> None:
        """Start on this beat of the timeline, at least `LEAD` ahead; it becomes bar 1, beat 1."""
        self.now = replace(
            self.now,
            ticking=True,
            playing=True,
            action="start",
            serial=self.now.serial + 1,
            at_beat=float(beat),
            position=-1,
            rewind=rewind,
            downbeat=beat,
            bar0=1,
        )

    def go_on(self, timeline: Timeline, t: float) -> None:
        """Continue at the next bar, with the song position of that bar."""
        beat = self._next_downbeat(timeline, t)
        bar, _ = self.now.bar_and_beat(beat)
        sixteenths = max(0, (bar - 1) * self.now.meter[0] * 4)
        self.now = replace(
            self.now,
            ticking=True,
            playing=True,
            action="continue",
            serial=self.now.serial + 1,
            at_beat=float(beat),
            position=min(sixteenths, 16_383),
            rewind=False,
        )

    def stop(self) -> None:
        """Stop at once; the clocks go on so that receivers keep the tempo."""
        if self.now.playing:
            self.now = replace(
                self.now, playing=False, action="stop", serial=self.now.serial + 1, rewind=False
            )

    def one(self, timeline: Timeline, t: float) -> None:
        """The beat nearest to ``t`` is beat 1 of a bar."""
        beat = round(timeline.beat_at(t))
        bar, rest = self.now.bar_and_beat(beat)
        self.now = replace(self.now, downbeat=beat, bar0=bar + (1 if rest > 1 else 0))

    def meter(self, timeline: Timeline | None, t: float, beats: int, unit: int) -> None:
        """Another meter from the next bar on."""
        if timeline is None:
            self.now = replace(self.now, meter=(beats, unit))
            return
        beat = self._next_downbeat(timeline, t)
        bar, _ = self.now.bar_and_beat(beat)
        self.now = replace(self.now, meter=(beats, unit), downbeat=beat, bar0=bar)

    def _next_downbeat(self, timeline: Timeline, t: float) -> int:
        beat = _next_beat(timeline, t)
        _, rest = self.now.bar_and_beat(beat)
        return beat if rest == 1 else beat + self.now.meter[0] - rest + 1


def _next_beat(timeline: Timeline, t: float) -> int:
    return math.ceil(timeline.beat_at(t + LEAD))
