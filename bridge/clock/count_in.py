"""A count-in: four stick clicks say the tempo, and that the music begins on the fifth beat.

Nothing but onsets and levels is heard, so a count-in is told from noodling by what a drummer does
without thinking: silence first, then four strokes alike, evenly spaced, dry, and nobody else plays.
The verdict is given as late as the Start allows, so that what follows the fourth click still counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bridge.clock.transport import LEAD
from bridge.types import HOP, RATE, Reading

CLICKS = 4
SLOWEST, FASTEST = 60.0, 200.0
"""BPM that are counted in."""
UNEVEN = 0.08
"""Part of the beat by which a click may lie off the even row: a missing or an added one lies far more."""
SILENCE = 1.5
"""Beats before the first click in which its bus is silent: half time before the count is two beats apart."""
UNLIKE = 9.0
"""dB between the softest and the loudest click at most: sticks against sticks, no drum among them."""
DRY = 10.0
"""dB by which the bus is quieter half-way between two clicks: sticks do not ring."""
BLEED = 0.045
"""Seconds around a click in which other microphones hear the same click."""
MEMORY = 6.0
"""Seconds kept: four clicks at the slowest tempo and the silence before them."""
FLOOR = -120.0
"""dBFS of what has not been heard yet."""
RING = 0.03
"""Seconds after an attack within which it is loudest."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count-in that was heard: its tempo in BPM, and the stream second on which beat 5 falls."""

    bpm: float
    one: float


class CountIn:
    """Listens for four clicks on ``bus``. Pure; fed in order of arrival.

    The line through the four clicks by least squares says where beat 5 falls: with strokes that each lie
    off by an independent error, no other straight guess has less variance.
    """

    def __init__(self, bus: str) -> None:
        self._bus = bus
        self._strokes: deque[float] = deque(maxlen=CLICKS + 1)
        self._others: deque[float] = deque()
        self._levels: deque[tuple[float, float]] = deque()
        self._judged = 0.0

    def hear(self, readings: Iterable[Reading]) -> None:
        """Take in onsets of all buses that may steer, and the levels of the counting one."""
        for reading in readings:
            if reading.kind == "onset":
                (self._strokes if reading.bus == self._bus else self._others).append(reading.t)
            elif reading.kind == "level" and reading.bus == self._bus:
                self._levels.append((reading.t, float(reading.value)))  # type: ignore[arg-type]

    def look(self, t: float) -> Count | None:
        """The count-in, given once, just before a Start for its beat 5 is due; ``t`` is now."""
        self._forget(t - MEMORY)
        clicks = list(self._strokes)[-CLICKS:]
        if len(clicks) < CLICKS or clicks[-1] <= self._judged:
            return None
        count = _line(clicks)
        if t < count.one - LEAD - HOP / RATE:
            return None
        self._judged = clicks[-1]
        return count if self._believed(clicks, count) else None

    def _forget(self, before: float) -> None:
        while self._others and self._others[0] < before:
            self._others.popleft()
        while self._levels and self._levels[0][0] < before:
            self._levels.popleft()

    def _believed(self, clicks: list[float], count: Count) -> bool:
        beat = 60.0 / count.bpm
        return (
            SLOWEST <= count.bpm <= FASTEST
            and _even(clicks, beat)
            and self._alone(clicks, beat)
            and self._alike_and_dry(clicks, beat)
        )

    def _alone(self, clicks: list[float], beat: float) -> bool:
        """Silence before on this bus; since then nothing on the others but the clicks' bleed."""
        before = [t for t in self._strokes if t < clicks[0]]
        if before and clicks[0] - before[-1] < SILENCE * beat:
            return False
        since = [t for t in self._others if t > clicks[0] - BLEED]
        return all(min(abs(t - click) for click in clicks) < BLEED for t in since)

    def _alike_and_dry(self, clicks: list[float], beat: float) -> bool:
        peaks = [max(self._between(click, click + RING), default=FLOOR) for click in clicks]
        lulls = [
            min(self._between(click + 0.4 * beat, click + 0.6 * beat), default=FLOOR) for click in clicks
        ]
        return max(peaks) - min(peaks) <= UNLIKE and max(lulls) <= min(peaks) - DRY

    def _between(self, begin: float, end: float) -> list[float]:
        """The levels between two times, in dBFS."""
        return [level for t, level in self._levels if begin <= t < end]


def _line(clicks: list[float]) -> Count:
    """The straight line through the clicks' times, as tempo and time of the click after the last."""
    beat, first = np.polyfit(np.arange(CLICKS), np.array(clicks), 1)
    return Count(60.0 / max(float(beat), 1e-3), float(first + CLICKS * beat))


def _even(clicks: list[float], beat: float) -> bool:
    one = np.mean(clicks) - beat * (CLICKS - 1) / 2
    return bool(np.max(np.abs(np.array(clicks) - one - beat * np.arange(CLICKS))) <= UNEVEN * beat)
