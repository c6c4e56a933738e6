"""The beat over OSC: beat, next, phase and ping, each at its time."""

from __future__ import annotations

import time

from bridge.clock.pulses import Cursor, Pulse, pulses
from bridge.outputs.announcer import Announcer
from bridge.outputs.board import Board
from bridge.outputs.encode import encode
from bridge.types import PPQN, Beat, Timeline, Transport

LOOK = 0.02
"""Seconds served at a time, from one `/bridge/phase` to the next: waking up is what costs."""
PING_EVERY = 0.5
BEHIND = 0.25
"""Seconds by which a process that was held up may be late and still tell every beat."""
_ALWAYS = Transport(ticking=True)
"""OSC's beat needs no Start: it is there whenever there is a timeline."""


class OscBeat:
    """Reads the board and says what is due. For one thread."""

    def __init__(self, announcer: Announcer, board: Board, slot: int, offset_ms: float) -> None:
        self._announcer = announcer
        self._board = board
        self._slot = slot
        self._offset_ms = offset_ms
        self._cursor = Cursor()
        self._began = self._now = time.monotonic()
        self._ping_at = self._now

    def serve(self) -> None:
        """Say what the next `LOOK` seconds hold, each at its time: the phase, then the beat if one falls."""
        now = time.monotonic()
        start = self._now if now < self._now + BEHIND else now
        self._now = max(start, now) + LOOK
        posting = self._board.read()
        self._state(posting.beat)
        self._ping(posting.offset(self._slot, self._offset_ms))
        timeline = posting.timeline(self._slot, self._offset_ms)
        if timeline is not None:
            self._phase(timeline, posting.beat.transport)
        due, self._cursor = pulses(timeline, _ALWAYS, self._cursor, start, self._now)
        for pulse in due:
            if timeline is not None and pulse.kind == "clock" and pulse.data % PPQN == 0:
                self._beat(timeline, posting.beat.transport, pulse)
        _sleep_until(self._now)

    def _state(self, beat: Beat) -> None:
        self._announcer.state("state", beat.state.value)
        self._announcer.state("transport", "playing" if beat.transport.playing else "stopped")
        self._announcer.state("meter", *beat.transport.meter)
        self._announcer.state("song", beat.song.encode("ascii", "replace").decode())
        self._announcer.state("rail", "off" if beat.off_rail else "on")

    def _beat(self, timeline: Timeline, transport: Transport, pulse: Pulse) -> None:
        number = pulse.data // PPQN
        bar, beat = transport.bar_and_beat(number)
        _, following = transport.bar_and_beat(number + 1)
        _sleep_until(pulse.t)
        now = time.monotonic()
        left = max(0.0, (timeline.time_at(number + 1) - now) * 1000)
        self._announcer.say(
            (encode("beat", beat, bar, timeline.bpm), encode("next", left, following)), now - pulse.due
        )

    def _phase(self, timeline: Timeline, transport: Transport) -> None:
        beat = timeline.beat_at(time.monotonic())
        position = beat - transport.downbeat + (transport.bar0 - 1) * transport.meter[0]
        self._announcer.say([encode("phase", beat % 1.0, position)])

    def _ping(self, offset_ms: float) -> None:
        now = time.monotonic()
        if now >= self._ping_at:
            self._ping_at = max(self._ping_at + PING_EVERY, now)
            self._announcer.say([encode("ping", int(now - self._began))])
            self._announcer.post(offset_ms)


def _sleep_until(t: float) -> None:
    """Sleep until the host time ``t``; not spun: networks jitter more than schedulers do."""
    while (left := t - time.monotonic()) > 0:
        time.sleep(left)
