"""A small record in shared memory: one writer, many readers, and nobody ever waits.

Two slots are written in turn, each with its sequence number and a checksum; a counter says
which one is whole. A writer killed in the middle of a write leaves the other slot standing,
and a reader that was overtaken sees a wrong checksum and looks again (a sequence lock that
cannot hang, and that needs no memory barriers).
"""

from __future__ import annotations

import struct
import zlib
from multiprocessing.shared_memory import SharedMemory

from bridge.errors import BridgeError

_COUNT = struct.Struct("<Q")
_HEAD = struct.Struct("<QI")
_TRIES = 8


class Cell:
    """``size`` bytes that one process publishes and any number read.

    Thread-safe: one thread writes; each reader has a `Cell` of its own. Realtime-safe: reads
    and writes take some microseconds, take no lock and make no system call.
    """

    def __init__(self, memory: SharedMemory, size: int) -> None:
        assert memory.buf is not None
        self._memory = memory
        self._buffer = memory.buf
        self._size = size
        self._seen = 0
        self._last: bytes | None = None

    @classmethod
    def create(cls, size: int) -> Cell:
        """A new, empty cell; who creates it calls `unlink` in the end."""
        return cls(SharedMemory(create=True, size=_COUNT.size + 2 * (_HEAD.size + size)), size)

    @classmethod
    def attach(cls, name: str, size: int) -> Cell:
        """The cell that another process created under ``name``.

        Raises BridgeError when there is none. Only for processes spawned by multiprocessing:
        they share the creator's resource tracker, which keeps a set of names, so that
        attaching adds nothing to it and a child's death takes nothing away.
        """
        try:
            return cls(SharedMemory(name=name), size)
        except FileNotFoundError:
            raise BridgeError(f"shared memory {name} is gone; start the bridge again") from None

    @property
    def name(self) -> str:
        """What another process attaches to."""
        return self._memory.name

    def write(self, payload: bytes) -> None:
        """Publish ``payload`` (exactly ``size`` bytes)."""
        if len(payload) != self._size:
            raise ValueError(f"a cell of {self._size} bytes cannot hold {len(payload)}")
        count = _COUNT.unpack_from(self._buffer, 0)[0] + 1
        at = self._slot(count)
        self._buffer[at + _HEAD.size : at + _HEAD.size + self._size] = payload
        _HEAD.pack_into(self._buffer, at, count, zlib.crc32(payload, count & 0xFFFFFFFF))
        _COUNT.pack_into(self._buffer, 0, count)

    def read(self) -> bytes | None:
        """The last whole payload; the same object while nothing new came; None before any."""
        for _ in range(_TRIES):
            count = _COUNT.unpack_from(self._buffer, 0)[0]
            if count == self._seen:
                break
            payload = self._whole(count)
            if payload is not None:
                self._seen, self._last = count, payload
                break
        return self._last

    def close(self) -> None:
        """Let go of the memory in this process."""
        self._memory.close()

    def unlink(self) -> None:
        """Remove the memory from the system; for its creator, once."""
        self._memory.close()
        self._memory.unlink()

    def _slot(self, count: int) -> int:
        return _COUNT.size + (count & 1) * (_HEAD.size + self._size)

    def _whole(self, count: int) -> bytes | None:
        at = self._slot(count)
        raw = bytes(self._buffer[at : at + _HEAD.size + self._size])
        number, checksum = _HEAD.unpack_from(raw, 0)
        payload = raw[_HEAD.size :]
        whole = number == count and checksum == zlib.crc32(payload, count & 0xFFFFFFFF)
        return payload if whole else None
