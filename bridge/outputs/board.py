"""The board: where the analysis posts the beat, in host time, for every output to read."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from bridge.cell import Cell
from bridge.types import Action, Beat, State, Timeline, Transport

OUTPUTS_MAX = 16
"""Outputs whose offset the board can carry."""

_STATES = tuple(State)
_ACTIONS: tuple[Action, ...] = ("none", "start", "continue", "stop")
_NAME = 160
"""Bytes of a song's name: 40 characters of any script."""
_LAYOUT = struct.Struct(f"<dBdd ?ddd ??Bqdq ?qqii {_NAME}s? B{OUTPUTS_MAX}d")

NOTHING = Beat(0.0, State.WAITING, 0.0, 0.0, None, Transport())
"""What the board says before anything was posted."""


@dataclass(frozen=True, slots=True)
class Posting:
    """The beat in host seconds, and the offset in ms that a person set for each output."""

    beat: Beat
    offsets_ms: tuple[float, ...] = ()

    def offset(self, slot: int, default_ms: float) -> float:
        """The offset in ms of output number ``slot``; ``default_ms`` while nobody has posted offsets."""
        return self.offsets_ms[slot] if slot < len(self.offsets_ms) else default_ms

    def timeline(self, slot: int, default_ms: float) -> Timeline | None:
        """The timeline of output number ``slot``: moved by its offset, later when positive."""
        offset = self.offset(slot, default_ms)
        timeline = self.beat.timeline
        return timeline.moved(offset / 1000) if timeline is not None and offset else timeline


class Board:
    """One writer (the analysis) posts, any number of outputs read, and nobody ever waits.

    Times are host seconds, float64. Realtime-safe: see `Cell`.
    """

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._raw: bytes | None = None
        self._posting = Posting(NOTHING)

    @classmethod
    def create(cls) -> Board:
        """A new, empty board; its creator calls `unlink` in the end."""
        return cls(Cell.create(_LAYOUT.size))

    @classmethod
    def attach(cls, name: str) -> Board:
        """The board of that name; raises BridgeError when it is gone."""
        return cls(Cell.attach(name, _LAYOUT.size))

    @property
    def name(self) -> str:
        """What another process attaches to."""
        return self._cell.name

    def publish(self, beat: Beat, offsets_ms: tuple[float, ...] = ()) -> None:
        """Post ``beat`` (timeline and ``t`` in host seconds) and the outputs' offsets in ms."""
        if len(offsets_ms) > OUTPUTS_MAX:
            raise ValueError(f"the board has room for {OUTPUTS_MAX} outputs, not {len(offsets_ms)}")
        self._cell.write(_packed(beat, offsets_ms))

    def read(self) -> Posting:
        """What was posted last: the same object while nothing changed."""
        raw = self._cell.read()
        if raw is not None and raw is not self._raw:
            self._raw, self._posting = raw, _unpacked(raw)
        return self._posting

    def close(self) -> None:
        """Let go of the memory in this process."""
        self._cell.close()

    def unlink(self) -> None:
        """Remove the board from the system."""
        self._cell.unlink()


def _packed(beat: Beat, offsets_ms: tuple[float, ...]) -> bytes:
    line = beat.timeline
    go = beat.transport
    row = (line.bpm, line.beat0, line.t0) if line else (1.0, 0.0, 0.0)
    spare = (0.0,) * (OUTPUTS_MAX - len(offsets_ms))
    return _LAYOUT.pack(
        beat.t,
        _STATES.index(beat.state),
        beat.bpm,
        beat.confidence,
        line is not None,
        *row,
        go.ticking,
        go.playing,
        _ACTIONS.index(go.action),
        go.serial,
        go.at_beat,
        go.position,
        go.rewind,
        go.downbeat,
        go.bar0,
        *go.meter,
        beat.song.encode(),
        beat.off_rail,
        len(offsets_ms),
        *offsets_ms,
        *spare,
    )


def _unpacked(raw: bytes) -> Posting:
    t, state, bpm, confidence, has_line, *rest = _LAYOUT.unpack(raw)
    timeline = Timeline(*rest[:3]) if has_line else None
    ticking, playing, action, serial, at_beat, position, rewind, downbeat, bar0, top, unit = rest[3:14]
    song, off_rail, count = rest[14:17]
    transport = Transport(
        ticking, playing, _ACTIONS[action], serial, at_beat, position, rewind, downbeat, bar0, (top, unit)
    )
    name = song.rstrip(b"\0").decode(errors="ignore")
    beat = Beat(t, _STATES[state], bpm, confidence, timeline, transport, name, off_rail)
    return Posting(beat, tuple(rest[17 : 17 + count]))
