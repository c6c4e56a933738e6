"""Count-ins heard by the whole bridge: where the first clock after Start lies against beat 5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import sticks
from page import markdown

from bridge.clock.pulses import Cursor, pulses
from bridge.clock.settings import ClockSettings
from bridge.leader import Leader
from bridge.session import Session
from bridge.types import HOP, RATE, Block, Bus

TAKES: tuple[tuple[Callable[[np.random.Generator], sticks.Take], int], ...] = (
    (sticks.clean, 160),
    (sticks.missing, 20),
    (sticks.fifth, 10),
    (sticks.doubled, 10),
)
ON = 0.04
"""Seconds from a beat within which a Start is on it."""
HEAD = [
    "count-ins at 60–200 BPM",
    "takes",
    "started on beat 5",
    "not started",
    "elsewhere",
    "first clock to beat 5, median (ms)",
    "95 % (ms)",
    "largest (ms)",
]


def table() -> str:
    """A row a kind of take."""
    return markdown("Count-ins", "python scripts/bench count-in", HEAD, map(_row, *zip(*TAKES, strict=True)))


def _row(make: Callable[[np.random.Generator], sticks.Take], count: int) -> list[str]:
    takes = [make(np.random.default_rng((4, seed))) for seed in range(count)]
    starts = [first_clock(take) for take in takes]
    off = [1000 * abs(at - take.beat5) for at, take in zip(starts, takes, strict=True) if at is not None]
    near = sorted(ms for ms in off if ms <= 1000 * ON)
    found = Counter(on_beat=len(near), none=starts.count(None), elsewhere=len(off) - len(near))
    figures = (
        [f"{np.median(near):.1f}", f"{np.percentile(near, 95):.1f}", f"{near[-1]:.1f}"] if near else [""] * 3
    )
    cells = (takes[0].kind, count, found["on_beat"], found["none"], found["elsewhere"])
    return [*map(str, cells), *figures]


def first_clock(take: sticks.Take) -> float | None:
    """The stream second of the first clock after Start, or None when there was no Start."""
    buses = tuple(map(Bus, sticks.BUSES))
    session = Session(buses, Leader(buses), ClockSettings(auto_start="count_in"))
    cursor, started = Cursor(), False
    for start in range(0, take.sound.shape[1] - HOP, HOP):
        hop = take.sound[:, start : start + HOP]
        blocks = [Block(bus.name, start, RATE, row) for bus, row in zip(buses, hop, strict=True)]
        beat = session.step(blocks).beat
        sent, cursor = pulses(beat.timeline, beat.transport, cursor, beat.t, beat.t + HOP / RATE)
        for pulse in sent:
            if started and pulse.kind == "clock":
                return pulse.t
            started = started or pulse.kind == "start"
    return None
