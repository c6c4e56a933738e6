"""How far each clock that was heard lies from where the bridge's own words put it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridge.outputs.cycle_log import Cycle
from bridge.types import PPQN


@dataclass(frozen=True, slots=True)
class Judged:
    """Clocks heard: ``errors`` ``(n,)`` in frames, how many are ``missing`` and how many came ``twice``."""

    errors: np.ndarray
    missing: int
    twice: int


def by_log(frames: Sequence[int], cycles: Sequence[Cycle]) -> Judged:
    """Clocks at ``frames`` against the timelines and host → frame fits that the clock went by.

    The clock on place n of the grid ``beat * 24`` falls, by the timeline of the cycle in which it was sent
    and that cycle's fit, into some frame: this frame is the ideal. Its place is the one nearest to where it
    was heard, so that a clock that is lost or doubled is counted and makes no error of all after it.
    """
    starts = [cycle.frame for cycle in cycles]
    pairs = [(frame, cycles[bisect_right(starts, frame) - 1]) for frame in frames if frame >= starts[0]]
    places = [_place(frame, cycle) for frame, cycle in pairs]
    errors = [abs(f - _frame(n, cycle)) for n, (f, cycle) in zip(places, pairs, strict=True)]
    return _counted(np.array(errors, dtype=float), np.diff(places))


def by_line(frames: Sequence[int], gap: float) -> Judged:
    """Clocks at ``frames`` against the best straight line through them, ``gap`` frames apart."""
    heard = np.asarray(frames)
    steps = np.rint(np.diff(heard) / gap).astype(int)
    places = np.concatenate([[0], np.cumsum(steps)])
    return _counted(np.abs(heard - np.polyval(np.polyfit(places, heard, 1), places)), steps)


def _counted(errors: np.ndarray, steps: np.ndarray) -> Judged:
    return Judged(errors, int(np.sum(steps[steps > 1] - 1)), int(np.sum(steps < 1)))


def _place(frame: int, cycle: Cycle) -> int:
    host = cycle.start + (frame - cycle.frame) * (cycle.end - cycle.start) / cycle.frames
    assert cycle.timeline is not None
    return round(cycle.timeline.beat_at(host) * PPQN)


def _frame(place: int, cycle: Cycle) -> int:
    """The frame in which the clock on ``place`` falls."""
    assert cycle.timeline is not None
    into = cycle.timeline.time_at(place / PPQN) - cycle.start
    return cycle.frame + int(np.floor(into / (cycle.end - cycle.start) * cycle.frames))
