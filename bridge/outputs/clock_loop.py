"""MIDI clock by sleeping: for every port that sends a message the moment it is given one."""

from __future__ import annotations

import time

from bridge.clock.pulses import Cursor, Pulse, pulses
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.midi import MidiPort, message
from bridge.outputs.process import Leaving, Ready, Sent, Wiring, ask_for_real_time
from bridge.types import Timeline, Transport

LOOK = 0.005
"""Seconds served at a time: so late, at most, does a Stop or a new tempo reach the port."""
SPIN = 0.0015
"""Seconds before a pulse from which the loop spins: sleeping is not exact enough."""
BATCH = 64
"""Messages told to the parent at a time."""


def play(port: MidiPort, where: str, wiring: Wiring, offset_ms: float, leaving: Leaving) -> None:
    """Send the board's beat through ``port`` until the process is asked to leave; Stop comes last.

    ``where`` says people how to reach the port; ``offset_ms`` (ms, later when positive) counts
    while nobody posted another on the board.
    """
    Player(wiring, offset_ms).play(port, where, leaving)


class Player:
    """The loop's state: how far the receivers have got. It outlives a port that vanishes. For one thread."""

    def __init__(self, wiring: Wiring, offset_ms: float) -> None:
        self._wiring = wiring
        self._offset_ms = offset_ms
        self._board = Board.attach(wiring.board)
        block = HealthBlock.attach(wiring.health)
        self._meter = Meter(block)
        self._meter.ordinary = not ask_for_real_time()
        self._now = time.monotonic()
        self._cursor = block.read().cursor(self._now)
        self._log: list[tuple[float, bytes]] = []

    def play(self, port: MidiPort, where: str, leaving: Leaving) -> None:
        """Send through ``port`` until asked to leave, Stop last; raises what ``port`` raises."""
        self._wiring.news.send(Ready(self._wiring.name, where))
        self._meter.clients = port.clients
        self._meter.post(self._cursor)
        while not leaving.asked():
            self._serve(port)
        self._advance(port, None, Transport(serial=self._cursor.serial))
        self._tell()

    def lose(self) -> None:
        """The port has gone with all that was sent of late: whoever is there later begins at a bar."""
        self._meter.clients = 0
        self._meter.skipped()
        self._cursor = Cursor(playing=self._cursor.playing)
        self._meter.post()

    def _serve(self, port: MidiPort) -> None:
        """Send what the next `LOOK` seconds hold, each at its time."""
        posting = self._board.read()
        timeline = posting.timeline(self._wiring.slot, self._offset_ms)
        self._meter.offset_ms = posting.offset(self._wiring.slot, self._offset_ms)
        self._advance(port, timeline, posting.beat.transport)
        # Awake before the next stretch begins, so that none of its pulses is late; nothing is spun for.
        time.sleep(max(0.0, self._now - SPIN - time.monotonic()))

    def _advance(self, port: MidiPort, timeline: Timeline | None, transport: Transport) -> None:
        start = max(self._now, time.monotonic())
        self._now = start + LOOK
        due, self._cursor = pulses(timeline, transport, self._cursor, start, self._now)
        for pulse in due:
            self._send(port, pulse)
        if due:
            self._meter.post(self._cursor)
        if len(self._log) >= BATCH:
            self._tell()

    def _send(self, port: MidiPort, pulse: Pulse) -> None:
        _sleep_until(pulse.t)
        data = message(pulse)
        port.send(data)
        sent = time.monotonic()
        self._meter.sent(sent - pulse.due)
        self._log.append((sent, data))

    def _tell(self) -> None:
        self._wiring.news.send(Sent(self._wiring.name, tuple(self._log)))
        self._log.clear()


def _sleep_until(t: float) -> None:
    """Sleep, then spin, until the host time ``t`` (seconds)."""
    while (left := t - time.monotonic()) > 0:
        if left > SPIN:
            time.sleep(left - SPIN)
