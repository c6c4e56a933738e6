"""What the JACK clock does in a cycle: all ports of the process, on one count of frames."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bridge.clock.pulses import Cursor, Pulse, pulses
from bridge.outputs.board import Board, Posting
from bridge.outputs.cycle_log import Cycle
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.jack_frames import FrameClock
from bridge.outputs.jack_voices import LOG, Voice
from bridge.types import Timeline, Transport

SILENCE = Transport()
POST = 64
"""Cycles after which health is posted though nothing was due."""


@dataclass(frozen=True, slots=True)
class Span:
    """One cycle: ``count`` frames from ``first`` on, from host second ``start`` to ``end``."""

    first: int
    count: int
    start: float
    end: float


class Track:
    """One port: its voice, its own offset, its count of clocks, its health. For the callback's thread.

    ``slot`` is its place among the offsets on the board. With ``logs`` its cycles are kept in ``cycles``.
    """

    def __init__(
        self, voice: Voice, block: HealthBlock, slot: int, offset_ms: float, logs: bool = False
    ) -> None:
        self.voice = voice
        self.meter = Meter(block)
        self.cycles: deque[Cycle] = deque(maxlen=LOG if logs else 0)
        self._block = block
        self._slot = slot
        self._offset_ms = offset_ms
        self._cursor = Cursor(ppqn=voice.ppqn)
        self._quiet = 0

    def resume(self, now: float) -> None:
        """Go on where this port's health says that the one before stood, at ``now`` host seconds."""
        self.meter.resume()
        self._cursor = self._block.read().cursor(now, self.voice.ppqn)
        self.voice.resume(self._cursor)

    def play(self, posting: Posting, frames: FrameClock, span: Span) -> None:
        """Give out what is due in ``span`` by what the board says."""
        timeline = posting.timeline(self._slot, self._offset_ms)
        self.meter.offset_ms = posting.offset(self._slot, self._offset_ms)
        clocks = self._advance(timeline, posting.beat.transport, frames, span)
        self.cycles.append(Cycle(span.first, span.count, span.start, span.end, timeline, clocks))

    def leave(self, frames: FrameClock, span: Span) -> bool:
        """Stop the receivers; whether they have been told."""
        self._advance(None, Transport(serial=self._cursor.serial), frames, span)
        return not self._cursor.queue

    def rest(self, count: int) -> None:
        """Give out nothing in this cycle."""
        self.voice.play((), SILENCE, count)

    def _advance(
        self, timeline: Timeline | None, transport: Transport, frames: FrameClock, span: Span
    ) -> int:
        """Give out what is due in ``span``; how many clocks that were."""
        due, self._cursor = pulses(timeline, transport, self._cursor, span.start, span.end)
        self.voice.play(_placed(due, frames, span), transport, span.count)
        for pulse in due:
            self.meter.sent(pulse.t - pulse.due)
        self._quiet = 0 if due else self._quiet + 1
        if self._quiet % POST == 0:
            self.meter.post(self._cursor)
        return sum(pulse.kind == "clock" for pulse in due)


def _placed(due: Sequence[Pulse], frames: FrameClock, span: Span) -> list[tuple[int, Pulse]]:
    """Each pulse with its frame in the cycle; never two in one frame."""
    out: list[tuple[int, Pulse]] = []
    last = -1
    for pulse in due:
        last = min(max(last + 1, int(frames.frame(pulse.t) - span.first)), span.count - 1)
        out.append((last, pulse))
    return out


class Turn(Protocol):
    """Whose turn it is; `bridge.outputs.standby.Duty`."""

    def mine(self) -> bool:
        """Whether this process plays in this cycle."""

    def note(self, frame_time: int, host: float) -> None:
        """Keep which host second a frame is held for."""

    def noted(self) -> tuple[int, float] | None:
        """What the one who played last has kept."""


class Rack:
    """All ports of the process. No JACK in here.

    ``turn`` says in each cycle whether it is this process's turn to play (a second one may stand by).
    Realtime-safe: as far as Python is; no lock, no system call, a few small objects.
    """

    def __init__(self, frames: FrameClock, board: Board, tracks: Sequence[Track], turn: Turn) -> None:
        self.tracks = tuple(tracks)
        self.leaving = False
        self.left = threading.Event()
        self._frames = frames
        self._board = board
        self._turn = turn
        self._playing = False
        self._last: int | None = None

    def cycle(self, frame_time: int, host_ns: int, count: int) -> None:
        """Fill the ``count`` frames from ``frame_time`` on, which began at ``host_ns`` or a little before.

        JACK calls a client that was late once for each cycle it missed, all in the present one: what was
        played at the first of these calls must stand until the others have heard it.
        """
        if frame_time == self._last:
            return
        self._last = frame_time
        first = self._frames.cycle(frame_time, host_ns, count)
        if not (self._frames.settled and self._turn.mine()):
            self._playing = False
            for track in self.tracks:
                track.rest(count)
            return
        if not self._playing:
            self._resume(first)
        span = Span(first, count, self._frames.host(first), self._frames.host(first + count))
        self._turn.note(frame_time, span.start)
        self._play(span)

    def _resume(self, first: int) -> None:
        """Go on where the one before stood: in its count, and in its idea of time."""
        self._playing = True
        if (noted := self._turn.noted()) is not None:
            self._frames.ease(*noted)
        for track in self.tracks:
            track.resume(self._frames.host(first))

    def _play(self, span: Span) -> None:
        if self.leaving:
            told = [track.leave(self._frames, span) for track in self.tracks]
            if all(told):
                self.left.set()
            return
        posting = self._board.read()
        for track in self.tracks:
            track.meter.periods += self._frames.skipped
            track.play(posting, self._frames, span)
