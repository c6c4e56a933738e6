"""Programs of others that now and then fail to start, through no fault of the bridge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

TIMES = 3
T = TypeVar("T")


class Failed(Exception):
    """It did not start this time."""


def again(start: Callable[[], T]) -> T:
    """What ``start()`` gives, tried up to `TIMES` times while it raises `Failed`."""
    for _ in range(TIMES - 1):
        try:
            return start()
        except Failed as why:
            print(f"{why}; once more")
    return start()
