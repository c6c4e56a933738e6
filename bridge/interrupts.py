"""Ctrl-C, put off for a moment."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """A Ctrl-C that comes meanwhile is heeded at the end of the block.

    For what takes an exception in its midst for a fault of its own and passes over it. A mask would not do:
    the signal would go to another thread. In any thread but the main one, which has no signals, nothing is
    held back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came and callable(before):
        before(came[0], None)
