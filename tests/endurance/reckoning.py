"""What the clock sent and a drum machine heard of it, and how stream time lies on JACK's frames. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from bridge.outputs.cycle_log import Cycle
from bridge.types import PPQN, Step

STILL = 0.005
"""Seconds by which host time may run ahead of the server's frames while that is not held up."""
DIGITS = 9
"""To which a recording rounds the beats of a timeline."""


def heard(cycles: Sequence[Cycle], frames: np.ndarray) -> np.ndarray:
    """How many of the clocks at ``frames`` came in each cycle; ``(n,)`` for n cycles."""
    edges = [*(cycle.frame for cycle in cycles), cycles[-1].frame + cycles[-1].frames]
    return np.histogram(frames[frames < edges[-1]], edges)[0]


def gaps(cycles: Sequence[Cycle]) -> np.ndarray:
    """First frames of the cycles before which the clock was not called, or the server stood still itself."""
    pairs = list(pairwise(cycles))
    late = [c.frame > p.frame + p.frames or c.start - p.end > STILL for p, c in pairs]
    return np.array([c.frame for _, c in pairs])[late]


def calm(cycles: Sequence[Cycle], missed: np.ndarray, frames: float) -> np.ndarray:
    """Whether none of the ``missed`` frames lies as near as ``frames`` to each cycle's first; ``(n,)``."""
    starts = np.array([cycle.frame for cycle in cycles])
    around = np.array([-np.inf, *np.sort(missed), np.inf])
    after = np.searchsorted(around, starts)
    return np.minimum(around[after] - starts, starts - around[after - 1]) > frames


def surplus(cycles: Sequence[Cycle]) -> np.ndarray:
    """Clocks sent until the end of each cycle, less `PPQN` for each beat gone by; ``(n,)``.

    A clock that counts rightly stays within one clock, but while it makes up for what was lost. Every cycle
    needs its timeline.
    """
    sent = np.cumsum([cycle.clocks for cycle in cycles])
    return sent - PPQN * np.cumsum([0.0, *(_gone(p, c) for p, c in pairwise(cycles))])


def _gone(before: Cycle, cycle: Cycle) -> float:
    """Beats from the end of the one to the end of the other; none for beats that were numbered anew."""
    old, new = before.timeline, cycle.timeline
    assert old is not None
    assert new is not None
    jump = new.beat_at(cycle.start) - old.beat_at(cycle.start)
    return new.beat_at(cycle.end) - old.beat_at(before.end) - (round(jump) if abs(jump) > 1 else 0)


def epochs(cycles: Sequence[Cycle], steps: Iterable[Step], rate: int) -> np.ndarray:
    """JACK's frame, with its fraction, at which stream time was 0, by each cycle's timeline; ``(m,)``.

    The clock has the timeline in host seconds, the recording of the same session in stream seconds; they
    are told by the beat that they are anchored in.
    """
    lines = [step.beat.timeline for step in steps]
    anchors = {round(line.beat0, DIGITS): line.t0 for line in lines if line is not None}
    found = []
    for cycle in cycles:
        line = cycle.timeline
        t0 = anchors.get(round(line.beat0, DIGITS)) if line is not None else None
        if line is not None and t0 is not None:
            into = (line.t0 - cycle.start) / (cycle.end - cycle.start)
            found.append(cycle.frame + into * cycle.frames - t0 * rate)
    return np.array(found)
