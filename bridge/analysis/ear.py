"""What an ear is: a causal listener to one bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bridge.types import Block, Reading

Readings = tuple[Reading, ...]


class Ear(Protocol):
    """Hears one thing on one bus and owns all state that this needs.

    Blocks are whole hops of `bridge.types.HOP` samples at `bridge.types.RATE`, finite, in the order
    of the stream: one at a time live, many at a desk, and the readings are the same, in order of
    arrival. A jump of ``block.start`` (lost frames) is allowed. The same sound always gives the
    same readings. Thread-safe: no. Realtime-safe: no (it makes Python objects).
    """

    def push(self, block: Block) -> Readings:
        """What the next block reveals; may speak of the past, never of the future."""
        ...

    def finish(self) -> Readings:
        """What was still held back when the sound ends."""
        ...


MakeEar = Callable[[str], Ear]
"""Makes an ear for the bus of that name."""
