"""The strokes of one bus in the last seconds: onsets that rise out of what was there before."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import takewhile

from bridge.types import Reading

BEFORE, EDGE = 0.06, 0.015
"""Seconds before an onset between which the level before it lies: later ones hold some of the onset."""
RISE = 6.0
"""dB by which an onset's level rises at least: what rises less is the noise of the room."""
FLOOR = -120.0
"""dBFS of what has not been heard yet."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A note that begins at ``t`` stream seconds and is as loud as ``level`` dBFS."""

    t: float
    level: float


class Strokes:
    """Keeps what one bus's ``onset`` and ``level`` readings of the last ``memory`` seconds told. Pure."""

    def __init__(self, memory: float) -> None:
        self._memory = memory
        self._begun: deque[Reading] = deque()
        self._strokes: deque[Stroke] = deque()
        self._levels: deque[tuple[float, float]] = deque()

    def hear(self, reading: Reading) -> None:
        """Take in one reading of this bus, in order of arrival."""
        if reading.kind == "onset":
            self._begun.append(reading)
        elif reading.kind == "level":
            self._levels.append((reading.t, float(reading.value)))  # type: ignore[arg-type]
            self._forget(reading.t - self._memory)
            while self._begun:  # only now is the level of the onset's own hop known
                self._judge(self._begun.popleft())

    @property
    def latest(self) -> float:
        """When the last stroke of those kept began; long ago if there is none."""
        return self._strokes[-1].t if self._strokes else -math.inf

    def since(self, t: float) -> list[Stroke]:
        """The strokes from ``t`` on, in order."""
        return [stroke for stroke in self._strokes if stroke.t >= t]

    def lull(self, begin: float, end: float) -> float:
        """The lowest level between two times in dBFS, `FLOOR` if none was heard there."""
        return min(self._between(begin, end), default=FLOOR)

    def _judge(self, onset: Reading) -> None:
        level = max(self._between(onset.t - EDGE, onset.arrived), default=FLOOR)
        if level - self.lull(onset.t - BEFORE, onset.t - EDGE) >= RISE:
            self._strokes.append(Stroke(onset.t, level))

    def _forget(self, before: float) -> None:
        while self._levels and self._levels[0][0] < before:
            self._levels.popleft()
        while self._strokes and self._strokes[0].t < before:
            self._strokes.popleft()

    def _between(self, begin: float, end: float) -> list[float]:
        """Levels from ``begin`` up to ``end``, latest first: what is asked about is mostly just past."""
        recent = takewhile(lambda heard: heard[0] >= begin, reversed(self._levels))
        return [level for t, level in recent if t < end]
