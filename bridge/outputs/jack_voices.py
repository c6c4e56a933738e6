"""What a JACK port makes of the pulses of a cycle: MIDI bytes, clicks, or the edges of a sync pulse.

All that sounds is made before the first cycle. A voice is played by JACK's process callback: it takes no
lock, makes no system call and allocates no sound, only the views through which sound is copied.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

from bridge.clock.pulses import Cursor, Pulse
from bridge.outputs.midi import message
from bridge.outputs.settings import MidiSettings, SyncSettings
from bridge.types import F32, PPQN, Transport

GRID = 48
"""Clocks a beat that audio outputs count: the finest pulse that can be asked for."""
CLICK = 0.03
"""Seconds that a click sounds."""
PITCHES = (1000.0, 1500.0)
"""Hz of a click, and of the one on beat 1."""
WIDTH = 0.005
"""Seconds that a sync pulse is high, at most."""
FASTEST = 400.0
"""BPM at which a sync pulse is still as long low as it is high."""
LOW = 0.0005
"""Least seconds between two sync pulses: pulses that were held up come after one another."""
LOG = 4096
"""Messages kept for the parent between two looks of the main thread."""

Due = Sequence[tuple[int, Pulse]]
"""The pulses of a cycle, each with its frame from the cycle's first on."""


class Voice(Protocol):
    """One port's player. ``ppqn`` is the grid on which its pulses are counted."""

    ppqn: int

    def resume(self, cursor: Cursor) -> None:
        """Go on where another left off."""

    def play(self, due: Due, transport: Transport, count: int) -> None:
        """Fill the port's ``count`` frames of this cycle. Realtime-safe: see the module."""


class MidiVoice:
    """MIDI clock: each byte at its frame. ``log`` holds what was written, with its host seconds."""

    ppqn = PPQN

    def __init__(self, port: Any, settings: MidiSettings, rate: int) -> None:
        self._port = port
        self.log: deque[tuple[float, bytes]] = deque(maxlen=LOG)

    def resume(self, cursor: Cursor) -> None:
        """Nothing: a byte has no length."""

    def play(self, due: Due, transport: Transport, count: int) -> None:
        """Write what is due."""
        self._port.clear_buffer()
        for offset, pulse in due:
            data = message(pulse)
            self._port.write_midi_event(offset, data)
            self.log.append((pulse.t, data))


class ClickVoice:
    """A click on every ``GRID // ppqn``-th clock whenever clocks flow; beat 1 sounds higher."""

    ppqn = GRID

    def __init__(self, port: Any, settings: SyncSettings, rate: int) -> None:
        self._port = port
        self._step = GRID // settings.ppqn
        self._plain, self._accent = (settings.level * click(pitch, rate) for pitch in PITCHES)
        self._sound, self._at = self._plain, len(self._plain)

    def resume(self, cursor: Cursor) -> None:
        """Nothing: a click that was cut off stays so."""

    def play(self, due: Due, transport: Transport, count: int) -> None:
        """Sound on, and begin anew at each click that is due."""
        out = self._port.get_array()
        out[:] = 0.0
        since = 0
        for offset, pulse in due:
            if pulse.kind == "clock" and pulse.data % self._step == 0:
                self._fill(out, since, offset)
                self._sound, self._at, since = self._chosen(pulse.data, transport), 0, offset
        self._fill(out, since, count)

    def _chosen(self, clock: int, transport: Transport) -> F32:
        beat, rest = divmod(clock, GRID)
        return self._accent if rest == 0 and transport.bar_and_beat(beat)[1] == 1 else self._plain

    def _fill(self, out: F32, start: int, end: int) -> None:
        n = min(end - start, len(self._sound) - self._at)
        if n > 0:
            out[start : start + n] = self._sound[self._at : self._at + n]
            self._at += n


class PulseVoice:
    """A square pulse on every ``GRID // ppqn``-th clock between Start and Stop, the first on the downbeat.

    Receivers count pulses, so none is dropped: one that would meet the last waits until that has fallen.
    """

    ppqn = GRID

    def __init__(self, port: Any, settings: SyncSettings, rate: int) -> None:
        self._port, self._level = port, settings.level
        self._step = GRID // settings.ppqn
        self._width, self._low = round(min(WIDTH, 30 / FASTEST / settings.ppqn) * rate), math.ceil(LOW * rate)
        self._high = self._rest = self._waiting = 0
        self._playing = False

    def resume(self, cursor: Cursor) -> None:
        """Play if the one before played."""
        self._playing = cursor.playing

    def play(self, due: Due, transport: Transport, count: int) -> None:
        """Go on with the pulse that is high, then one after another."""
        out = self._port.get_array()
        out[:] = 0.0
        at = 0
        for offset, pulse in due:
            at = self._go(out, at, offset)
            self._heed(pulse)
        self._go(out, at, count)

    def _heed(self, pulse: Pulse) -> None:
        if pulse.kind == "clock":
            self._waiting += self._playing and pulse.data % self._step == 0
        elif pulse.kind != "position":
            self._playing = pulse.kind != "stop"

    def _go(self, out: F32, start: int, end: int) -> int:
        """Fill the frames from ``start`` to ``end``: high, then low, then what waits; gives ``end``."""
        while start < end:
            if not self._high and not self._rest:
                if not self._waiting:
                    break
                self._waiting -= 1
                self._high, self._rest = self._shape()
            n = min(self._high, end - start)
            out[start : start + n] = self._level
            self._high -= n
            low = min(self._rest, end - start - n) if not self._high else 0
            self._rest -= low
            start += n + low
        return end

    def _shape(self) -> tuple[int, int]:
        """Frames high and low of the next pulse: as short as can be while others wait."""
        return (self._low, self._low) if self._waiting else (self._width, self._low)


def click(pitch: float, rate: int) -> F32:
    """A tone of ``pitch`` Hz that dies away within `CLICK` seconds; its first sample already sounds."""
    t = np.arange(round(CLICK * rate)) / rate
    return (np.cos(2 * np.pi * pitch * t) * np.exp(-t * 6 / CLICK)).astype(np.float32)


VOICES: Mapping[str, Callable[[Any, Any, int], Voice]] = MappingProxyType(
    {"jack": MidiVoice, "click": ClickVoice, "pulse": PulseVoice}
)
"""What plays each kind of output on a JACK port; a new one is a class and its word here."""
