"""The way from the audio process to the analysis: a ring of periods in shared memory.

One writer, any number of readers (each with a `Ring` of its own), and nobody ever waits. Each slot
has a sequence lock: its number is odd while the slot is being written, so a reader that was overtaken
notices and counts it. What the writer must remember (the next number, the last stamp) is read back
from the ring, so another writer can go on where one was killed. A slot holds up to `FRAMES` frames at
any rate, hence another period size or rate after a restart of the device needs no new ring; memory is
only touched as far as the periods in use need it.

Memory, all int64 but the samples: ``channels, blocks, head, …``; then the stamps, ``(blocks, 8)``;
then the samples, float32, ``channels × FRAMES`` a slot, of which the first ``channels × period`` serve.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory

import numpy as np
from numpy.typing import NDArray

from bridge.errors import BridgeError
from bridge.types import F32

FRAMES = 4096
"""The longest period that a slot can hold."""

_CHANNELS, _BLOCKS, _HEAD = range(3)
_LOCK, _EPOCH, _START, _COUNT, _HOST, _LOST, _RATE, _PERIOD = range(8)
_WORDS = 8
_WORD = 8
_SAMPLE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """What one turn of the audio device brought.

    ``epoch`` counts the runs of the device, ``seq`` the periods of the ring; ``start`` is the
    stream's index of the first frame at ``rate``, ``frames`` how many there are, ``lost`` how
    many the device lost just before them (already in ``start``). ``host_ns`` is the system's
    monotonic clock when the **last** frame was there. ``samples``: float32 ``(channels, frames)``.
    """

    epoch: int
    seq: int
    start: int
    frames: int
    host_ns: int
    lost: int
    rate: int
    samples: F32

    @property
    def end(self) -> float:
        """Stream time just after the last frame, in seconds: it belongs to ``host_ns``."""
        return (self.start + self.frames) / self.rate


class Ring:
    """Periods in shared memory. The process that made it unlinks it, all others only close."""

    def __init__(self, memory: SharedMemory) -> None:
        self._memory = memory
        self._header: NDArray[np.int64] = np.ndarray(_WORDS, np.int64, memory.buf)
        self.channels, self.blocks = int(self._header[_CHANNELS]), int(self._header[_BLOCKS])
        at = self._header.nbytes
        self._stamps: NDArray[np.int64] = np.ndarray((self.blocks, _WORDS), np.int64, memory.buf, at)
        self._data_at = at + self._stamps.nbytes
        self._slots: tuple[tuple[F32, ...], ...] = ()
        self._epoch = self._rate = self._period = 0
        self._next: int | None = None
        self._seq: int | None = None
        self.overrun = 0
        """Periods that this reader came too late for."""

    @classmethod
    def create(cls, channels: int, blocks: int = 256) -> Ring:
        """A new ring for ``channels`` rows of samples, ``blocks`` periods deep."""
        size = _WORDS * _WORD * (1 + blocks) + channels * FRAMES * _SAMPLE * blocks
        memory = SharedMemory(create=True, size=size)
        np.ndarray(2, np.int64, memory.buf)[:] = channels, blocks
        return cls(memory)

    @classmethod
    def attach(cls, name: str) -> Ring:
        """The ring of that ``name``, made by a parent of this process.

        Processes that multiprocessing starts share the parent's resource tracker, so what this
        registers is what the parent has registered: a child that dies takes nothing with it.
        Raises `BridgeError` if there is none.
        """
        try:
            return cls(SharedMemory(name))
        except FileNotFoundError:
            raise BridgeError(f"no shared memory {name!r}: the program that made it has ended") from None

    @property
    def name(self) -> str:
        """What `attach` in another process needs."""
        return self._memory.name

    def begin(self, rate: int, period: int) -> None:
        """Make ready to write a new epoch of periods of up to ``period`` frames at ``rate``.

        Not real-time safe: it makes the views that `write` needs. Raises `BridgeError` if the
        period is longer than a slot.
        """
        if not 0 < period <= FRAMES:
            raise BridgeError(f"the audio device has periods of {period} frames: set it to {FRAMES} or fewer")
        self._slots = tuple(tuple(self._samples(slot, period)) for slot in range(self.blocks))
        self._epoch = int(self._last()[_EPOCH]) + 1
        self._rate, self._period, self._next = rate, period, None

    def write(self, samples: Iterable[F32], host_ns: int, lost: int = 0) -> None:
        """Append a period: one float32 row a channel, all of the same length, at most ``period``.

        ``host_ns`` is when its last frame was there, ``lost`` the frames lost just before it.
        Thread-safe: no, one writer. Real-time safe: makes no array, waits for nobody.
        """
        seq = int(self._header[_HEAD])
        slot = seq % self.blocks
        stamp = self._stamps[slot]
        last = self._last()
        stamp[_LOCK] = 2 * seq + 1
        frames = 0
        for row, channel in zip(self._slots[slot], samples, strict=True):
            frames = len(channel)
            row[:frames] = channel
        start = (self._next if self._next is not None else self._resume(last, host_ns, frames)) + lost
        stamp[1:] = self._epoch, start, frames, host_ns, lost, self._rate, self._period
        stamp[_LOCK] = 2 * seq + 2
        self._header[_HEAD] = seq + 1
        self._next = start + frames

    def read(self) -> list[Period]:
        """All periods since the last call, oldest first; the first call begins with the oldest held.

        The samples are copies. Periods that were overwritten before are counted in `overrun`.
        Thread-safe: no. Never waits: a writer that died cannot hold it up.
        """
        head = int(self._header[_HEAD])
        oldest = max(0, head - self.blocks + 1)
        begin = oldest if self._seq is None else max(oldest, self._seq)
        self.overrun += begin - (begin if self._seq is None else self._seq)
        wanted = range(begin, head)
        periods = [period for seq in wanted if (period := self._copy(seq)) is not None]
        self.overrun += len(wanted) - len(periods)
        self._seq = head
        return periods

    def close(self) -> None:
        """Let go of the memory; the ring is of no use in this process afterwards."""
        del self._header, self._stamps
        self._slots = ()
        self._memory.close()

    def unlink(self) -> None:
        """Let go of the memory and remove it: for the process that created it, once all others ended."""
        self.close()
        self._memory.unlink()

    def _samples(self, slot: int, period: int) -> F32:
        """The samples of a slot that holds periods of that length, in place."""
        at = self._data_at + slot * self.channels * FRAMES * _SAMPLE
        return np.ndarray((self.channels, period), np.float32, self._memory.buf, at)

    def _last(self) -> NDArray[np.int64]:
        """The stamp of the last period that was written; zeros before the first."""
        stamp: NDArray[np.int64] = self._stamps[(int(self._header[_HEAD]) - 1) % self.blocks]
        return stamp

    def _resume(self, last: NDArray[np.int64], host_ns: int, frames: int) -> int:
        """Where a new epoch starts: at the old end plus the host time that passed; never earlier."""
        if not last[_LOCK]:
            return 0
        end = (int(last[_START]) + int(last[_COUNT])) / int(last[_RATE])
        passed = (host_ns - int(last[_HOST])) * 1e-9
        return max(round((end + passed) * self._rate) - frames, round(end * self._rate))

    def _copy(self, seq: int) -> Period | None:
        """A copy of that period, or None if the writer was faster."""
        slot = seq % self.blocks
        lock, epoch, start, frames, host_ns, lost, rate, period = self._stamps[slot].tolist()
        if lock != 2 * seq + 2:
            return None
        samples = self._samples(slot, period)[:, :frames].copy()
        if self._stamps[slot, _LOCK] != lock:
            return None
        return Period(epoch, seq, start, frames, host_ns, lost, rate, samples)
