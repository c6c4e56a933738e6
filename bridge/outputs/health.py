"""How an output is doing: a block that it writes and the parent reads."""

from __future__ import annotations

import struct
from dataclasses import astuple, dataclass

from bridge.cell import Cell
from bridge.clock.pulses import Cursor
from bridge.types import PPQN

LATE = 0.001
"""Seconds after its due time from which a pulse counts as late (DESIGN: late ticks)."""
RESUME = 2.0
"""Seconds within which a restarted output takes up the count of the one before it."""

_LAYOUT = struct.Struct("<QQQQQdQd qq?d?")
_NO_CLOCK = -(2**63)
NOWHERE = Cursor()
"""The cursor of an output that counts no clocks."""


@dataclass(frozen=True, slots=True)
class Health:
    """Counts since the bridge started, and where the output's count of clocks stands.

    ``sent`` pulses or messages; ``late`` those more than `LATE` after their time; ``skipped``
    those that could not be sent; ``periods`` of JACK that passed without the output;
    ``max_late_us`` microseconds; ``clients`` receivers connected or subscribed; ``offset_ms`` the
    offset in force. ``clock``, ``serial``, ``playing`` and ``at`` (host seconds) are its cursor.
    ``ordinary``: the system refused it real-time priority.
    """

    sent: int = 0
    late: int = 0
    skipped: int = 0
    periods: int = 0
    xruns: int = 0
    max_late_us: float = 0.0
    clients: int = 0
    offset_ms: float = 0.0
    clock: int = _NO_CLOCK
    serial: int = 0
    playing: bool = False
    at: float = 0.0
    ordinary: bool = False

    def cursor(self, now: float, ppqn: int = PPQN) -> Cursor:
        """Where a successor on the same grid takes over at ``now`` (host seconds): afresh if too late."""
        if self.clock == _NO_CLOCK or not 0 <= now - self.at < RESUME:
            return Cursor(ppqn=ppqn)
        return Cursor(self.clock, self.serial, self.playing, self.at, ppqn=ppqn)


class HealthBlock:
    """A `Health` in shared memory. Realtime-safe: see `Cell`."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell

    @classmethod
    def create(cls) -> HealthBlock:
        """A new block; its creator calls `unlink` in the end."""
        return cls(Cell.create(_LAYOUT.size))

    @classmethod
    def attach(cls, name: str) -> HealthBlock:
        """The block of that name; raises BridgeError when it is gone."""
        return cls(Cell.attach(name, _LAYOUT.size))

    @property
    def name(self) -> str:
        """What another process attaches to."""
        return self._cell.name

    def write(self, health: Health) -> None:
        """Publish ``health``."""
        self._cell.write(_LAYOUT.pack(*astuple(health)))

    def read(self) -> Health:
        """What the output said last; all zero before it said anything."""
        raw = self._cell.read()
        return Health(*_LAYOUT.unpack(raw)) if raw is not None else Health()

    def close(self) -> None:
        """Let go of the memory in this process."""
        self._cell.close()

    def unlink(self) -> None:
        """Remove the block from the system."""
        self._cell.unlink()


class Meter:
    """Counts what an output sends and writes it to its block, on from what its predecessor wrote.

    For one thread; what is no count may be set by another.
    """

    def __init__(self, block: HealthBlock) -> None:
        self._block = block
        self.clients = 0
        self.offset_ms = 0.0
        self.ordinary = False
        self.resume()

    def resume(self) -> None:
        """Count on from what the block says: another has written it meanwhile."""
        before = self._block.read()
        self._sent, self._late, self._skipped = before.sent, before.late, before.skipped
        self._max_late = before.max_late_us * 1e-6
        self.periods, self.xruns = before.periods, before.xruns

    def sent(self, lateness: float, count: int = 1) -> None:
        """``count`` things went out ``lateness`` seconds after their time."""
        self._sent += count
        self._late += count if lateness > LATE else 0
        self._max_late = max(self._max_late, lateness)

    def skipped(self) -> None:
        """Something could not be sent."""
        self._skipped += 1

    def post(self, cursor: Cursor = NOWHERE) -> None:
        """Write the counts, and the cursor from which a successor goes on.

        An action whose Start has not gone out yet counts as not obeyed: the successor obeys it anew.
        """
        pending = cursor.begin is not None or bool(cursor.queue)
        self._block.write(
            Health(
                self._sent,
                self._late,
                self._skipped,
                self.periods,
                self.xruns,
                self._max_late * 1e6,
                self.clients,
                self.offset_ms,
                _NO_CLOCK if cursor.clock is None else cursor.clock,
                cursor.serial - pending,
                cursor.playing,
                max(cursor.sent, 0.0),
                self.ordinary,
            )
        )
