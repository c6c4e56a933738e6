"""MIDI clock by sleeping: for every port that sends a message the moment it is given one."""

from __future__ import annotations

import time

from bridge.clock.pulses import Pulse, pulses
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
    player = Player(port, wiring, offset_ms)
    ask_for_real_time()
    wiring.news.send(Ready(wiring.name, where))
    while not leaving.asked():
        player.serve()
    player.stop()


class Player:
    """The loop's state: how far the port has got. For one thread."""

    def __init__(self, port: MidiPort, wiring: Wiring, offset_ms: float) -> None:
        self._port = port
        self._wiring = wiring
        self._offset_ms = offset_ms
        self._board = Board.attach(wiring.board)
        block = HealthBlock.attach(wiring.health)
        self._meter = Meter(block)
        self._now = time.monotonic()
        self._cursor = block.read().cursor(self._now)
        self._log: list[tuple[float, bytes]] = []

    def serve(self) -> None:
        """Send what the next `LOOK` seconds hold, each at its time."""
        posting = self._board.read()
        timeline = posting.timeline(self._wiring.slot, self._offset_ms)
        self._advance(timeline, posting.beat.transport)
        _sleep_until(self._now)

    def stop(self) -> None:
        """Leave no receiver running."""
        self._advance(None, Transport(serial=self._cursor.serial))
        self._tell()

    def _advance(self, timeline: Timeline | None, transport: Transport) -> None:
        start = max(self._now, time.monotonic())
        self._now = start + LOOK
        due, self._cursor = pulses(timeline, transport, self._cursor, start, self._now)
        for pulse in due:
            self._send(pulse)
        if due:
            self._meter.post(self._cursor)
        if len(self._log) >= BATCH:
            self._tell()

    def _send(self, pulse: Pulse) -> None:
        _sleep_until(pulse.t)
        data = message(pulse)
        self._port.send(data)
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
