"""What a receiver of the beat is due, and when: clocks, Start, Stop, Continue, song position.

Pure and causal: the caller says which stretch of time it serves and gets the pulses in it
together with the next `Cursor`. Receivers of MIDI clock count clocks (MIDI 1.0 Detailed
Specification 4.2.1, "System Real Time"), so the cursor counts too: an integer on the grid
``beat * 24`` (other receivers: another grid). The timeline may bend, jump or arrive late; the
count goes on by one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from bridge.types import PPQN, Timeline, Transport

GAP = 0.001
"""Least seconds between two pulses: a DIN cable needs 0.32 ms a byte, Start its millisecond."""
PAUSE = 0.05
"""Seconds a receiver is given to find a song position before it is told to go on."""
RESEAT = 1.5
"""Clocks by which the beat may jump while stopped before the count starts afresh."""
AHEAD = 0.5 / PPQN
"""Beats by which a Start goes out before its clock, whatever the grid."""

PulseKind = Literal["clock", "start", "stop", "continue", "position"]


@dataclass(frozen=True, slots=True)
class Pulse:
    """One thing to send at time ``t`` (seconds); the timeline wanted it at ``due`` ≤ ``t``.

    ``data`` is a clock's index on the cursor's grid, a position's sixteenths, else 0.
    """

    t: float
    kind: PulseKind
    data: int = 0
    due: float = 0.0


@dataclass(frozen=True, slots=True)
class Begin:
    """A Start or Continue that waits for its clock and is not sent before ``ready`` seconds."""

    kind: Literal["start", "continue"]
    clock: int
    ready: float = -math.inf


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far an output has got: enough to take its place after a crash.

    ``clock`` is the next clock on the grid ``beat * ppqn`` (None: not counting), ``serial`` the
    last action obeyed, ``sent`` when the last pulse went out, ``queue`` what goes out at once.
    """

    clock: int | None = None
    serial: int = 0
    playing: bool = False
    sent: float = -math.inf
    begin: Begin | None = None
    queue: tuple[tuple[PulseKind, int], ...] = ()
    timeline: Timeline | None = None
    ppqn: int = PPQN


def pulses(
    timeline: Timeline | None, transport: Transport, cursor: Cursor, t0: float, t1: float
) -> tuple[tuple[Pulse, ...], Cursor]:
    """The pulses of ``[t0, t1)`` in order, at least `GAP` apart, and the cursor after them.

    What was due before ``t0`` is caught up from ``t0`` on. Times in seconds of the clock that
    ``timeline`` uses. Thread-safe: yes (pure). Realtime-safe: allocates a few small objects.
    """
    cursor = _obeyed(transport, cursor, t0)
    if timeline is None or not transport.ticking:
        cursor = _silenced(cursor)
    else:
        cursor = _postponed(timeline, transport.meter[0], _seated(timeline, cursor, t0))
    out: list[Pulse] = []
    while True:
        due, kind, data = _next(cursor)
        t = max(due, t0, cursor.sent + GAP)
        if t >= t1:
            return tuple(out), cursor
        out.append(Pulse(t, kind, data, due if math.isfinite(due) else t))
        cursor = _after(cursor, kind, t)


def _obeyed(transport: Transport, cursor: Cursor, now: float) -> Cursor:
    """The cursor once a new action of the transport is taken in, at ``now``."""
    if transport.serial == cursor.serial:
        return cursor
    cursor = replace(cursor, serial=transport.serial)
    if transport.action == "none":
        return cursor
    if transport.action == "stop":
        return replace(cursor, playing=False, begin=None, queue=(*cursor.queue, ("stop", 0)))
    # A Start seen while playing means that the Stop before it came and went between two looks.
    queue = (*cursor.queue, ("stop", 0)) if cursor.playing else cursor.queue
    position = 0 if transport.rewind else transport.position
    begin = Begin(transport.action, math.ceil(transport.at_beat * cursor.ppqn - 1e-6))
    if position >= 0:
        queue, begin = (*queue, ("position", position)), replace(begin, ready=now + PAUSE)
    return replace(cursor, playing=False, begin=begin, queue=queue)


def _silenced(cursor: Cursor) -> Cursor:
    """No beat, or none wanted: receivers must not be left running without clocks."""
    queue = (*cursor.queue, ("stop", 0)) if cursor.playing else cursor.queue
    return replace(cursor, clock=None, playing=False, queue=queue, timeline=None)


def _seated(timeline: Timeline, cursor: Cursor, t0: float) -> Cursor:
    """The cursor put on ``timeline``: the next clock is the one after its last."""
    here = timeline.beat_at(t0) * cursor.ppqn
    clock = cursor.clock
    if clock is None or (not cursor.playing and abs(here + 0.5 - clock) > RESEAT + 0.5):
        clock = math.ceil(here)
    elif cursor.playing and cursor.timeline is not None:
        # Beats numbered anew (another owner of the timeline): keep the phase, not the number.
        jump = timeline.beat_at(t0) - cursor.timeline.beat_at(t0)
        clock += cursor.ppqn * round(jump) if abs(jump) > 1 else 0
    return replace(cursor, clock=clock, timeline=timeline)


def _postponed(timeline: Timeline, beats: int, cursor: Cursor) -> Cursor:
    """A Start whose clock has gone, or that comes before its pause is over, waits for a bar."""
    begin = cursor.begin
    if begin is None or cursor.clock is None:
        return cursor
    bar = cursor.ppqn * beats
    earliest = max(cursor.clock, _earliest(timeline, begin.ready, cursor.ppqn))
    bars = max(0, math.ceil((earliest - begin.clock) / bar))
    return replace(cursor, begin=replace(begin, clock=begin.clock + bars * bar)) if bars else cursor


def _earliest(timeline: Timeline, ready: float, ppqn: int) -> int:
    """The first clock whose Start, `AHEAD` of it, is not before ``ready``."""
    return math.ceil((timeline.beat_at(ready) + AHEAD) * ppqn) if math.isfinite(ready) else -(2**62)


def _next(cursor: Cursor) -> tuple[float, PulseKind, int]:
    """When the next pulse is due, and what it is; never (infinity) without a beat."""
    if cursor.queue:
        return (-math.inf, *cursor.queue[0])
    if cursor.timeline is None or cursor.clock is None:
        return math.inf, "clock", 0
    if cursor.begin is not None and cursor.begin.clock == cursor.clock:
        return cursor.timeline.time_at(cursor.clock / cursor.ppqn - AHEAD), cursor.begin.kind, 0
    return cursor.timeline.time_at(cursor.clock / cursor.ppqn), "clock", cursor.clock


def _after(cursor: Cursor, kind: PulseKind, t: float) -> Cursor:
    """The cursor once a pulse of ``kind`` has gone out at ``t``."""
    if cursor.queue:
        return replace(cursor, sent=t, queue=cursor.queue[1:])
    if kind == "clock":
        return replace(cursor, sent=t, clock=(cursor.clock or 0) + 1)
    return replace(cursor, sent=t, playing=True, begin=None)
