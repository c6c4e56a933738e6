"""Sound without a device: any source through pyo's manual mode, at once or in real time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from multiprocessing.connection import Connection

import numpy as np

from bridge.audio.process import Opened, manners, tell
from bridge.audio.ring import Ring
from bridge.audio.source import Source
from bridge.lifeline import cut
from bridge.types import F32

FAST = 4096
"""Frames a period as fast as it can: pyo costs less a frame the longer they are."""
PROMPT = 256
"""Frames a period in real time: as a sound card's."""


def periods(source: Source, period: int = FAST) -> Iterator[F32]:
    """All of ``source``, float32 ``(channels, n)`` at a time, through the same graph as live.

    ``n`` is ``period`` but for a shorter last one; every sample comes out as it went in, none
    lost, none added. Raises what the source raises.
    """
    from bridge.audio.engine import Manual  # loads pyo: only here, where sound is made

    with ExitStack() as stack:
        buses = [stack.enter_context(closing(Manual(source.rate, period))) for _ in source.names]
        while (samples := source.read(period)).shape[1]:
            yield np.stack([bus.push(row) for bus, row in zip(buses, samples, strict=True)])


def serve_manual(
    source_factory: Callable[[], Source],
    ring_name: str,
    conn: Connection,
    lifeline: Connection | None = None,
) -> None:
    """Play a source into the ring in real time: the target of a process.

    ``source_factory`` must be picklable (``functools.partial(Stems.open, paths)``); ``conn`` gets
    ``("ready", Opened)``, then ``("done", frames)`` at the source's end, or ``("failed", message)``.
    It ends as `bridge.audio.process.Exit` says on SIGTERM or when ``lifeline`` (None: ``conn``) is cut.
    Each period is due at begin + frames / rate by the monotonic clock and stamped so: no drift, no
    jitter; a late one is written at once and none is ever dropped.
    """
    with manners(conn):
        source, ring = source_factory(), Ring.attach(ring_name)
        ring.begin(source.rate, PROMPT)
        tell(conn, "ready", Opened(source.rate, PROMPT, source.names))
        begin = frames = 0
        for samples in periods(source, PROMPT):
            begin = begin or time.monotonic_ns()  # not before pyo is there
            frames += samples.shape[1]
            due = begin + frames * 1_000_000_000 // source.rate
            if cut(lifeline or conn, max(0, due - time.monotonic_ns()) * 1e-9):
                return
            ring.write(samples, due)
        tell(conn, "done", frames)
