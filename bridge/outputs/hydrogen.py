"""The drum machine Hydrogen, which knows no MIDI clock: it is told tempo, play and pause by OSC.

Hydrogen cannot be asked where it is, so what it was told is added up: that is where it must be. Its
tempo is bent until this agrees with the beat, so that no lateness of ours stays. Addresses: Hydrogen
manual 1.2, "OSC".
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from types import MappingProxyType

from pythonosc.osc_message_builder import build_msg

from bridge.clock.pulses import Pulse, PulseKind, pulses
from bridge.outputs.board import Board
from bridge.outputs.health import HealthBlock, Meter
from bridge.outputs.process import Leaving, Ready, Wiring, ask_for_real_time
from bridge.outputs.settings import HydrogenSettings
from bridge.outputs.subscribers import target_address
from bridge.types import Timeline, Transport

LOOK = 0.005
"""Seconds served at a time."""
TRIM_EVERY = 0.05
"""Seconds between two looks at its tempo."""
REPEAT = 1.0
"""Seconds after which the tempo is said again: Hydrogen may have been started just now."""
GLIDE = 0.5
"""Seconds in which an error of its beat is to be gone."""
BEND = 0.1
"""Part of the tempo by which it may be bent to get there (as the bridge's own clock, ``[clock] bend``)."""
FINE = 0.005
"""BPM that are not worth a message."""
PREFIX = "/Hydrogen"
AHEAD: Mapping[PulseKind, str] = MappingProxyType({"start": "STOP", "stop": "PAUSE"})
"""What is said when a pulse is sent: STOP goes back to the beginning, as a Start asks; PAUSE does not."""
RUNS: frozenset[PulseKind] = frozenset(("start", "continue"))
"""After these it plays from the next clock on."""


def serve(settings: HydrogenSettings, wiring: Wiring, leaving: Leaving) -> None:
    """Let Hydrogen play to the board's beat until asked to leave; then it pauses.

    Raises BridgeError when the settings name no address.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        player = Hydrogen(sock, settings, wiring)
        ask_for_real_time()
        wiring.news.send(Ready(wiring.name, f"Hydrogen at {settings.target}"))
        while not leaving.asked():
            player.serve()
        player.stop()


class Hydrogen:
    """One Hydrogen, and how far it must have got. For one thread."""

    def __init__(self, sock: socket.socket, settings: HydrogenSettings, wiring: Wiring) -> None:
        self._sock, self._to = sock, target_address(settings.target, "[[hydrogen]] target")
        self._board = Board.attach(wiring.board)
        self._slot, self._offset_ms = wiring.slot, settings.offset_ms
        self._block = HealthBlock.attach(wiring.health)
        self._meter = Meter(self._block)
        self._now = time.monotonic()
        self._cursor = self._block.read().cursor(self._now)
        self._begins = False
        self._theirs: Timeline | None = None
        self._bpm = 0.0
        self._trimmed = self._said = -1e9

    def serve(self) -> None:
        """Say what the next `LOOK` seconds hold, each at its time."""
        posting = self._board.read()
        timeline = posting.timeline(self._slot, self._offset_ms)
        self._meter.offset_ms = posting.offset(self._slot, self._offset_ms)
        self._advance(timeline, posting.beat.transport)
        if timeline is not None:
            self._trim(timeline)
        _sleep_until(self._now)

    def stop(self) -> None:
        """Leave it paused, if it plays."""
        self._advance(None, Transport(serial=self._cursor.serial))

    def _advance(self, timeline: Timeline | None, transport: Transport) -> None:
        start = max(self._now, time.monotonic())
        self._now = start + LOOK
        due, self._cursor = pulses(timeline, transport, self._cursor, start, self._now)
        for pulse in due:
            self._obey(pulse, timeline)
        if due:
            self._meter.post(self._cursor)

    def _obey(self, pulse: Pulse, timeline: Timeline | None) -> None:
        if pulse.kind in AHEAD:
            self._say(AHEAD[pulse.kind], 1.0)
            self._theirs = None
        elif pulse.kind == "clock" and self._begins and timeline is not None:
            _sleep_until(pulse.t)
            self._say_tempo(timeline.bpm)
            self._say("PLAY", 1.0, time.monotonic() - pulse.due)
            self._theirs = timeline
        self._begins = pulse.kind in RUNS or (self._begins and pulse.kind != "clock")

    def _trim(self, timeline: Timeline) -> None:
        """Say the tempo that brings it back onto the beat, if it is another, or not said for long."""
        now = time.monotonic()
        if now - self._trimmed < TRIM_EVERY:
            return
        self._trimmed = now
        theirs = self._theirs or timeline
        error = timeline.beat_at(now) - theirs.beat_at(now)
        limit = BEND * timeline.bpm
        bpm = timeline.bpm + min(max(error * 60.0 / GLIDE, -limit), limit)
        if abs(bpm - self._bpm) > FINE or now - self._said > REPEAT:
            self._say_tempo(bpm)
            self._theirs = theirs.retempo(bpm, now) if self._cursor.playing else None
            self._meter.post(self._cursor)

    def _say_tempo(self, bpm: float) -> None:
        self._bpm = bpm
        self._say("BPM", bpm)

    def _say(self, what: str, value: float, lateness: float = 0.0) -> None:
        self._said = time.monotonic()
        try:
            self._sock.sendto(build_msg(f"{PREFIX}/{what}", [value]).dgram, self._to)
        except OSError:  # no way to it just now: nothing but a counter moves
            self._meter.skipped()
        else:
            self._meter.sent(lateness)


def _sleep_until(t: float) -> None:
    """Sleep until the host time ``t``; not spun: Hydrogen takes it up at its next period anyway."""
    while (left := t - time.monotonic()) > 0:
        time.sleep(left)
