"""Two processes, one clock: the first plays, the second stands by and takes over when the first is gone.

Each has four words in shared memory that it alone writes, as long as it lives. From the main thread it
shows that it is alive; from JACK's callback, whose turn it is. A process that shows nothing for `SILENT`
looks and was stopped, or shows nothing for `HUNG` looks, is killed: what is neither alive nor dead could wake
up and play beside its successor. Looks are counted, not seconds, so that a computer that stood still takes
nobody for dead; and one that only waits for its processor, on a machine that has too much to do, is let live.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from multiprocessing.shared_memory import SharedMemory

from bridge.errors import BridgeError

LOOK = 0.01
"""Seconds between two looks at the other process."""
SILENT = 2
"""Looks without a sign of life after which a process that was stopped is taken for dead. The system says that
it was: more looks (four were tried) make nothing surer, and its receivers hear nothing meanwhile."""
HUNG = 60
"""Looks without a sign of life after which any process is taken for dead."""
STOPPED = (b"T", b"t")
"""States, in Linux's letters, of a process that a signal or a debugger stopped."""
HERE = sys.platform == "linux"
"""Whether this system can tell that a process is dead (by its pidfd)."""


def _at_once() -> bool:
    return True


class Place(IntEnum):
    """Who of the two."""

    FIRST = 0
    STANDBY = 1


class Word(IntEnum):
    """What a process says of itself."""

    PID = 0
    BEATS = 1
    """Looks of its main thread so far."""
    CYCLES = 2
    """Cycles of its callback so far."""
    READY = 3
    """It could play."""
    PLAYING = 4
    """It plays."""
    FRAME = 5
    """The first frame (mod 2³²) of the last cycle that it played, and …"""
    HOST = 6
    """… the host's nanosecond of that frame, as it saw it."""


SIZE = 8 * len(Word) * len(Place)


class Shared:
    """The words of both, for the parent who makes and removes them."""

    def __init__(self) -> None:
        self._memory = SharedMemory(create=True, size=SIZE)

    @property
    def name(self) -> str:
        """What the processes attach to."""
        return self._memory.name

    def unlink(self) -> None:
        """Remove the words from the system."""
        self._memory.close()
        self._memory.unlink()


class Duty:
    """Whose turn it is, as one of the two processes sees it.

    ``place`` is this process's; ``successor`` tells that another has had it before. `mine` is for JACK's
    callback (realtime-safe: it reads and writes words of 64 bits, each written whole), the rest for the
    main thread. Before its first look a process is not watched: it may take its time to begin.
    """

    def __init__(self, memory: SharedMemory, place: Place) -> None:
        assert memory.buf is not None
        self._memory = memory
        self._words = memory.buf[:SIZE].cast("Q")
        n = len(Word)
        self._own, self._other = (self._words[n * p : n * (p + 1)] for p in (place, 1 - place))
        self._place = place
        self.successor = bool(self._own[Word.BEATS])
        self._dead = self._alone = self._playing = False
        self._heard: Callable[[], bool] | None = None
        self._passed: Callable[[], bool] | None = None
        self._watched = _Watched()
        self._own[Word.PLAYING] = self._own[Word.READY] = 0

    @classmethod
    def attach(cls, name: str, place: Place) -> Duty:
        """Take ``place`` in the memory of that name; raises BridgeError when it is gone."""
        try:
            return cls(SharedMemory(name=name), place)
        except FileNotFoundError:
            raise BridgeError(f"shared memory {name} is gone; start the bridge again") from None

    @property
    def playing(self) -> bool:
        """Whether it is this process's turn. Thread-safe: yes."""
        return self._playing

    @property
    def patched(self) -> bool:
        """Whether this process is to have the connections: it plays, or will as soon as it is heard."""
        return self._place is Place.FIRST or self._playing or self._alone

    @property
    def heir(self) -> bool:
        """Whether the other has died and its turn waits to be taken with `succeed`."""
        return self._place is Place.STANDBY and self._dead and not self._alone

    def prepare(self, heard: Callable[[], bool] = _at_once) -> None:
        """All is connected that is needed to play, and will be once ``heard()``, which the callback asks."""
        self._heard = heard

    def succeed(self, heard: Callable[[], bool] = _at_once) -> None:
        """Take the turn of the dead; ``heard`` as in `prepare`."""
        self.prepare(heard)
        self._alone = True

    def look(self) -> None:
        """Show that this process is alive, and see whether the other is; to be called every `LOOK`."""
        self._own[Word.BEATS] += 1
        self._own[Word.PID] = os.getpid()
        pid = self._other[Word.PID]
        if pid and self._watched.look(pid, self._other[Word.BEATS] + self._other[Word.CYCLES]):
            self._other[Word.PLAYING] = self._other[Word.READY] = self._other[Word.PID] = 0
            self._dead = True
        elif pid:
            self._dead = self._alone = False

    def close(self) -> None:
        """Let go of the memory in this process, once no callback comes any more."""
        for view in (self._own, self._other, self._words):
            view.release()
        self._memory.close()

    def mine(self) -> bool:
        """Whether this process plays in this cycle; takes the turn, or hands it back."""
        self._own[Word.CYCLES] += 1
        turn = self._turn()  # read before `_heard`: `succeed`, in the other thread, writes it after
        heard = self._heard
        if heard is not None and heard is not self._passed and heard():
            self._passed = heard
        ready = heard is not None and heard is self._passed
        self._own[Word.READY] = ready
        self._playing = ready and turn
        self._own[Word.PLAYING] = self._playing
        return self._playing

    def note(self, frame_time: int, host: float) -> None:
        """Keep the moment ``host`` (seconds) of the cycle's first frame for a successor; in the callback."""
        self._own[Word.FRAME], self._own[Word.HOST] = frame_time, int(host * 1e9)

    def noted(self) -> tuple[int, float] | None:
        """What the one who played last has kept, ``(frame_time, host)``; None when nobody has."""
        last = max(self._own, self._other, key=lambda words: words[Word.HOST])
        return (last[Word.FRAME], last[Word.HOST] * 1e-9) if last[Word.HOST] else None

    def _turn(self) -> bool:
        if self._place is Place.FIRST:
            return not self._other[Word.PLAYING]
        return not self._other[Word.READY] if self._playing else self._alone


class _Watched:
    """The other process: dead, or to be killed for its silence."""

    def __init__(self) -> None:
        self._pid = 0
        self._fd = -1
        self._signs = -1
        self._silent = 0

    def look(self, pid: int, signs: int) -> bool:
        """Whether process ``pid``, which has given ``signs`` of life so far, is dead for certain."""
        if pid != self._pid and not self._open(pid):
            return True
        self._silent = self._silent + 1 if signs == self._signs else 0
        self._signs = signs
        if self._silent >= HUNG or (self._silent >= SILENT and stopped(pid)):
            with suppress(ProcessLookupError):  # it has died just now
                signal.pidfd_send_signal(self._fd, signal.SIGKILL)
        dead = bool(select.select([self._fd], [], [], 0)[0])
        if dead:
            self._close()
        return dead

    def _open(self, pid: int) -> bool:
        self._close()
        try:
            self._fd = os.pidfd_open(pid)
        except ProcessLookupError:
            return False
        self._pid, self._silent = pid, 0
        return True

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._pid = -1, 0


def stopped(pid: int) -> bool:
    """Whether ``pid`` stands still by a signal, and not for want of a processor; proc(5), stat.

    False where the system does not say so in Linux's way.
    """
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return stat.read().rpartition(b")")[2].split()[0] in STOPPED
    except (FileNotFoundError, ProcessLookupError):  # it has died just now, or there is no /proc
        return False
