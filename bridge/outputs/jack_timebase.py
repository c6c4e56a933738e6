"""JACK's transport goes with the band: it starts and stops, and its bar, beat and tempo are the band's."""

from __future__ import annotations

import math
from typing import Any

from bridge.clock.pulses import Cursor
from bridge.outputs.board import Board
from bridge.outputs.jack_frames import FrameClock
from bridge.outputs.jack_voices import Due
from bridge.types import PPQN, Beat, Transport

TICKS = 1920
"""Ticks a beat: what Ardour and jack_transport use."""
BBT = 0x10
"""``JackPositionBBT``: bar, beat and tick of the position are valid."""


class TransportVoice:
    """A port of no sound: lets JACK's transport roll from the beginning at Start, and stops it at Stop.

    It rolls from the next cycle or the one after; bar and beat are right from then on.
    """

    ppqn = PPQN

    def __init__(self, client: Any) -> None:
        self._client = client

    def resume(self, cursor: Cursor) -> None:
        """Nothing: the transport rolls on by itself."""

    def play(self, due: Due, transport: Transport, count: int) -> None:
        """Do what is due. Realtime-safe: JACK's calls for it are."""
        for _, pulse in due:
            if pulse.kind == "start":
                self._client.transport_locate(0)
            if pulse.kind in ("start", "continue"):
                self._client.transport_start()
            if pulse.kind == "stop":
                self._client.transport_stop()


class Timebase:
    """Writes the band's bar, beat, tick and tempo into JACK's position. Its callback is realtime-safe."""

    def __init__(self, client: Any, frames: FrameClock, board: Board, slot: int, offset_ms: float) -> None:
        self._client, self._frames, self._board = client, frames, board
        self._slot, self._offset_ms = slot, offset_ms
        self._is_master = False

    def look(self, playing: bool) -> None:
        """Be the timebase master while this process plays; for the main thread, to be called often."""
        if playing and not self._is_master:
            self._client.set_timebase_callback(self._tell)
        self._is_master = playing

    def _tell(self, state: int, frames: int, position: Any, is_new: bool) -> None:
        """What JACK calls once a cycle, for the beginning of the next one."""
        posting = self._board.read()
        timeline = posting.timeline(self._slot, self._offset_ms)
        if timeline is None:
            return
        beat = timeline.beat_at(self._frames.host(self._frames.next))
        _fill(position, beat, timeline.bpm, posting.beat)


def _fill(position: Any, at: float, bpm: float, posted: Beat) -> None:
    """Put timeline beat ``at`` into JACK's ``position``; what lies before bar 1 is its beginning."""
    number = math.floor(at)
    bar, beat = posted.transport.bar_and_beat(number)
    tick = int((at - number) * TICKS)
    top, unit = posted.transport.meter
    position.bar, position.beat, position.tick = (bar, beat, tick) if bar >= 1 else (1, 1, 0)
    position.bar_start_tick = float((position.bar - 1) * top * TICKS)
    position.beats_per_bar, position.beat_type = float(top), float(unit)
    position.ticks_per_beat, position.beats_per_minute = float(TICKS), bpm
    position.valid = BBT
