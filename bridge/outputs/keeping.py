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
    most: int,
    leaving: Leaving,
) -> int:
    """Until asked to leave, ``take`` what comes in one thread and ``write`` it in this one; how many were lost.

    ``take`` waits a moment when there is nothing. While ``write`` waits for the disk, ``most`` things are
    kept, then the oldest go. What ``write`` raises ends it.
    """
    waiting: deque[T] = deque(maxlen=most)
    lost = 0

    def taking() -> None:
        nonlocal lost
        while not leaving.asked():
            for thing in take():
                lost += len(waiting) == most
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
    return lost
