"""Where a true tempo steps, ramps and stays, found in its curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import find_objects, label

from bridge.types import TICK
from models.leader.takes import F64, Flags

LEVEL = 20
"""Ticks before and after a step in which the tempo must stay: 2 s."""
JUMP = 15
"""Ticks that a step may take: a beat at 40 BPM, for a tempo is known a beat at a time."""
STEP = 0.05
"""Smallest step, relative."""
CALM = 0.02
"""Widest range, relative, of a tempo that stays."""
SLOPE = 0.01
"""Smallest slope of a ramp, relative change a second."""
RAMP = 50
"""Ticks of the shortest ramp, over which its slope is taken: rubato that swings faster is none."""
SHORTEST = 80
"""Ticks of the shortest steady stretch."""


@dataclass(frozen=True, slots=True)
class Span:
    """Ticks from ``start`` up to, not with, ``end``."""

    start: int
    end: int


def _spans(inside: Flags) -> list[Span]:
    return [Span(place.start, place.stop) for (place,) in find_objects(label(inside)[0])]


def _range(log: F64, width: int) -> F64:
    """Range of each window of ``width`` ticks, ``(T − width + 1,)``, by its first tick."""
    windows = sliding_window_view(log, width)
    return np.asarray(windows.max(1) - windows.min(1))


def steps(bpm: F64) -> list[Span]:
    """From each step of at least 5 % to where the tempo next leaves what it stepped to by over 2 %."""
    need = 2 * LEVEL + JUMP
    if len(bpm) < need:
        return []
    log = np.log(bpm)
    calm = _range(log, LEVEL) <= CALM
    last = len(log) - need + 1
    mean = sliding_window_view(log, LEVEL).mean(1)
    change = mean[LEVEL + JUMP : LEVEL + JUMP + last] - mean[:last]
    found = calm[:last] & calm[LEVEL + JUMP : LEVEL + JUMP + last] & (np.abs(change) >= STEP)
    return [_after(log, run.start + LEVEL, run.end - 1 + LEVEL + JUMP) for run in _spans(found)]


def _after(log: F64, low: int, high: int) -> Span:
    """The stretch after a step that lies between two ticks: it begins where the tempo is half way."""
    old, new = log[low - LEVEL : low].mean(), log[high : high + LEVEL].mean()
    start = low + int(np.argmax(np.abs(log[low:high] - old) >= np.abs(new - old) / 2))
    left = np.flatnonzero(np.abs(log[high:] - new) > CALM)
    return Span(start, high + int(left[0]) if len(left) else len(log))


def ramps(bpm: F64) -> list[Span]:
    """Spanes of at least 5 s in which the tempo goes one way by 1 % a second or more."""
    if len(bpm) <= RAMP:
        return []
    log = np.log(bpm)
    slope = (log[RAMP:] - log[:-RAMP]) / (RAMP * TICK)
    # A step has this mean slope too, but all of it within a beat.
    jumps = np.abs(log[JUMP:] - log[:-JUMP])
    sudden = sliding_window_view(np.pad(jumps, (0, RAMP)), RAMP - JUMP + 1).max(1)[: len(slope)]
    even = sudden <= 0.75 * np.abs(slope) * RAMP * TICK
    found = [(np.sign(slope) == way) & (np.abs(slope) >= SLOPE) & even for way in (-1, 1)]
    return [Span(s.start, s.end - 1 + RAMP) for way in found for s in _spans(way)]


def steady(bpm: F64) -> list[Span]:
    """Spanes of at least 8 s in each 8 s of which the tempo stays within 2 %."""
    if len(bpm) < SHORTEST:
        return []
    return [Span(s.start, s.end - 1 + SHORTEST) for s in _spans(_range(np.log(bpm), SHORTEST) <= CALM)]
