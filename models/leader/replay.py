"""What was heard of a take, told again in the order in which it became known: nothing comes early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridge.leader.columns import Columns
from bridge.leader.features import FrameBuilder
from bridge.types import TICK, Frame, Reading


def batches(readings: Iterable[Reading], times: Iterable[float]) -> Iterator[tuple[Reading, ...]]:
    """For each of the ascending ``times`` the readings that arrived up to it and after the one before."""
    waiting = iter(readings)
    coming = next(waiting, None)
    for t in times:
        here = []
        while coming is not None and coming.arrived <= t:
            here.append(coming)
            coming = next(waiting, None)
        yield tuple(here)


def frames(
    buses: tuple[str, ...], readings: Iterable[Reading], ticks: int, columns: Columns
) -> Iterator[Frame]:
    """The bridge's features of the first ``ticks`` ticks, from readings in order of arrival."""
    builder = FrameBuilder(buses, columns)
    times = [tick * TICK for tick in range(1, ticks + 1)]
    for t, here in zip(times, batches(readings, times), strict=True):
        for reading in here:
            builder.hear(reading)
        yield builder.frame(t)
