"""How soon the beat is found, how soon a new tempo is believed, and whether the clock keeps its own rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import followed
import numpy as np
from followed import Followed
from page import markdown
from pieces import CHANGE, SETS

from bridge.clock.settings import ClockSettings
from bridge.types import PPQN, RATE
from models.leader.takes import Heard

COMMAND = "python scripts/bench locking"
HEAD = [
    "piece",
    "locked after the first note (s)",
    "in beats",
    "within 2 % after the step (s)",
    "clocks sent − due",
    "interval to interval, beyond the slew limit (samples)",
]
NEAR = 0.02
STEPS = "steps of 10 %"


def table(limit: int | None = None) -> str:
    """A row a piece; of each set the first ``limit`` pieces, or all."""
    return markdown("Locking, settling, slewing", COMMAND, HEAD, _rows(limit))


def _rows(limit: int | None) -> Iterator[list[str]]:
    for name, pieces in SETS.items():
        for heard in islice(pieces(), limit):
            clock = followed.by_bridge(heard)
            locked = _locked(heard, clock)
            yield [
                heard.name,
                f"{locked:.1f}",
                f"{np.count_nonzero(heard.beats < heard.beats[0] + locked):d}",
                f"{_settled(clock, float(heard.bpm[-1])):.1f}" if name == STEPS else "",
                f"{_surplus(clock):+d}",
                f"{_beyond_slew(clock):.2f}",
            ]


def _locked(heard: Heard, clock: Followed) -> float:
    """Seconds from the first onset to the first hop in which the band is followed."""
    first = min(reading.t for reading in heard.readings if reading.kind == "onset")
    return float(clock.t[np.argmax(clock.followed)] - first) if clock.followed.any() else float("nan")


def _settled(clock: Followed, bpm: float) -> float:
    """Seconds after the step from which on the trusted tempo stays within 2 % of ``bpm``."""
    after = clock.t > CHANGE
    wrong = np.flatnonzero(np.abs(clock.bpm[after] / bpm - 1) > NEAR)
    return float(clock.t[after][wrong[-1]] - CHANGE) if len(wrong) else 0.0


def _running(clock: Followed) -> np.ndarray:
    """Seconds of the clocks after Start."""
    start = np.flatnonzero(clock.kinds == "start")
    times, kinds = (
        (clock.times[start[0] :], clock.kinds[start[0] :]) if len(start) else (clock.times[:0],) * 2
    )
    return times[kinds == "clock"]


def _surplus(clock: Followed) -> int:
    """Clocks sent less the clocks that the clock's own tempo asks for, from Start to the end."""
    times = _running(clock)
    inside = (clock.t >= times[0]) & (clock.t <= times[-1])
    beats = np.trapezoid(clock.tempo[inside] / 60.0, clock.t[inside])
    return len(times) - 1 - round(beats * PPQN)


def _beyond_slew(clock: Followed) -> float:
    """By how many samples an interval differs from the one before by more than the slew limit, at most."""
    gaps = np.diff(_running(clock))
    change = np.abs(np.diff(gaps))
    allowed = ClockSettings().slew / 100.0 * gaps[1:] * gaps[:-1]
    return float(np.max(change - allowed, initial=0.0) * RATE)
