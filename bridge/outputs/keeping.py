"""Writing to a disk that may stall for seconds (a slow card, a full cache) what may not be lost meanwhile."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bridge.outputs.process import Leaving

EVERY = 0.4
"""Seconds between two writes: with the disk's own time, a power cut costs less than a second."""

T = TypeVar("T")


def keep(
    take: Callable[[], Iterable[T]],
    write: Callable[[Sequence[T]], None],
    lose: Callable[[], None],
    most: int,
    leaving: Leaving,
) -> None:
    """Until asked to leave, ``take`` what comes in one thread and ``write`` it in this one.

    ``take`` waits a moment when there is nothing. While ``write`` waits for the disk, ``most`` things are
    kept; then the oldest go, and ``lose`` is called for each. What ``write`` raises ends it.
    """
    waiting: deque[T] = deque(maxlen=most)

    def taking() -> None:
        while not leaving.asked():
            for thing in take():
                if len(waiting) == most:
                    lose()
                waiting.append(thing)

    thread = threading.Thread(target=taking, name="taking")
    thread.start()
    try:
        while not leaving.wait(EVERY):
            write([waiting.popleft() for _ in range(len(waiting))])
    finally:
        leaving.ask()
        thread.join()
    write(list(waiting))
