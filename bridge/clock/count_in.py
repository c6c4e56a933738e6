"""A count-in: four stick clicks say the tempo, and that the music begins on the fifth beat.

It is told from noodling by what a drummer does without thinking: silence first, then four strokes alike,
evenly spaced, dry, and nobody else plays. The verdict is given as late as the Start allows, so that what
follows the fourth click still counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bridge.clock.strokes import Stroke, Strokes
from bridge.types import HOP, RATE, Reading

CLICKS = 4
SLOWEST, FASTEST = 60.0, 200.0
"""BPM that are counted in."""
SLACK = 0.04
"""Part by which the tempo of four strokes may lie beyond: hands are no machines."""
UNEVEN = 0.08
"""Part of the beat by which a click may lie off the even row: a missing or an added one lies far more."""
SILENCE = 1.5
"""Beats before the first click in which its bus is silent: half time before the count is two beats apart."""
UNLIKE = 9.0
"""dB between the softest and the loudest click at most: sticks against sticks, no drum among them."""
DRY = 10.0
"""dB by which the bus is quieter half-way between two clicks: sticks do not ring."""
BLEED, SOFTER = 0.045, 6.0
"""Seconds around a click in which other microphones hear it too, and dB by which they hear it softer."""
EARLY = 0.15
"""Seconds before beat 5 at which the verdict is given at the latest: every output must hear of it in time."""
MEMORY = 6.0
"""Seconds kept: four clicks at the slowest tempo and the silence before them."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count-in that was heard: its tempo in BPM, and the stream second on which beat 5 falls."""

    bpm: float
    one: float


class CountIn:
    """Listens for four clicks on ``bus``, one of ``buses``. Pure; fed in order of arrival.

    The line through the four clicks by least squares says where beat 5 falls: with strokes that each lie
    off by an independent error, no other straight guess has less variance (Gauss-Markov).
    """

    def __init__(self, bus: str, buses: Iterable[str]) -> None:
        self._strokes = {name: Strokes(MEMORY) for name in (bus, *buses)}
        self._bus = bus
        self._judged = -1.0
        self._latest, self._due = -1.0, 0.0  # the last click of a row, and when to judge it

    def hear(self, reading: Reading) -> None:
        """Take in an onset or a level of one of the buses."""
        self._strokes[reading.bus].hear(reading)

    def look(self, t: float) -> Count | None:
        """The count-in, given once, just before a Start for its beat 5 is due; ``t`` is now."""
        heard = self._strokes[self._bus]
        if heard.latest <= self._judged or (heard.latest == self._latest and t < self._due):
            return None
        strokes = heard.since(t - MEMORY)
        before, clicks = strokes[:-CLICKS], strokes[-CLICKS:]
        if len(clicks) < CLICKS:
            return None
        count = _line(clicks)
        self._latest, self._due = heard.latest, count.one - EARLY - HOP / RATE
        if t < self._due:
            return None
        self._judged = clicks[-1].t
        return count if self._believed(before, clicks, count) else None

    def _believed(self, before: list[Stroke], clicks: list[Stroke], count: Count) -> bool:
        beat = 60.0 / count.bpm
        quietest = min(click.level for click in clicks)
        return (
            SLOWEST * (1 - SLACK) <= count.bpm <= FASTEST * (1 + SLACK)
            and _even(clicks, beat)
            and not any(clicks[0].t - stroke.t < SILENCE * beat for stroke in before)
            and max(click.level for click in clicks) - quietest <= UNLIKE
            and all(self._lull_after(click, beat) <= quietest - DRY for click in clicks)
            and self._alone(clicks)
        )

    def _lull_after(self, click: Stroke, beat: float) -> float:
        return self._strokes[self._bus].lull(click.t + 0.4 * beat, click.t + 0.6 * beat)

    def _alone(self, clicks: list[Stroke]) -> bool:
        """Whether the other buses have heard nothing since the first click, but the clicks themselves."""
        others = [strokes for name, strokes in self._strokes.items() if name != self._bus]
        heard = (stroke for strokes in others for stroke in strokes.since(clicks[0].t - BLEED))
        return all(any(_bled(stroke, click) for click in clicks) for stroke in heard)


def _line(clicks: list[Stroke]) -> Count:
    """The straight line through the clicks' times, as tempo and time of the click after the last."""
    middle = (CLICKS - 1) / 2
    places = [place - middle for place in range(CLICKS)]
    beat = sum(p * click.t for p, click in zip(places, clicks, strict=True)) / sum(p * p for p in places)
    mean = sum(click.t for click in clicks) / CLICKS
    return Count(60.0 / max(beat, 1e-3), mean + (CLICKS - middle) * beat)


def _even(clicks: list[Stroke], beat: float) -> bool:
    off = np.array([click.t for click in clicks]) - beat * np.arange(CLICKS)
    return bool(np.max(np.abs(off - off.mean())) <= UNEVEN * beat)


def _bled(other: Stroke, click: Stroke) -> bool:
    return abs(other.t - click.t) < BLEED and other.level <= click.level - SOFTER
