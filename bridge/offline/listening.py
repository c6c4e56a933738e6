"""What is heard in a source, hop by hop, by the live ears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bridge.analysis import Hearing, Later, ears_named, slow_hearing
from bridge.analysis.ear import Readings
from bridge.audio.hops import Hop, Hopper
from bridge.audio.manual import periods
from bridge.audio.source import Source
from bridge.types import HOP, Bus

EARS = ("level", "tempo", "onsets")
"""Who listens at a desk unless others are asked for: all that leader, beat and report are made of."""
MIX_EARS = frozenset({"tempo"})
"""Of the ears asked for, those that listen to the mix as well."""
AT_ONCE = 128
"""Hops that are heard at once: 1.5 s. More cost no less, and the process ahead gets a longer lead."""

Heard = tuple[float, Readings]
"""The end of a hop in stream seconds, and what arrived with it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to listen to: picklable, so that another process can do it.

    ``source`` opens the sound; ``buses`` are its rows; ``ears`` are names in `bridge.analysis.EARS` or
    `SLOW_EARS`.
    """

    source: Callable[[], Source]
    buses: tuple[Bus, ...]
    ears: tuple[str, ...] = EARS

    @property
    def at_once(self) -> int:
        """Hops that may be heard at once: an echo of the bridge's own beat is followed one by one."""
        return 1 if any(bus.machine for bus in self.buses) else AT_ONCE


Listen = Callable[[Task], Iterator[Heard]]
"""A way to listen: `listen`, or `bridge.offline.ahead.listen_ahead`."""


def listen(task: Task) -> Iterator[Heard]:
    """All that the live ears would hear, in this process; raises what the source raises."""
    source, desk = task.source(), _Desk(task)
    hopper = Hopper(task.buses, source.rate, at_once=task.at_once)
    for samples in periods(source, AT_ONCE * HOP):
        yield from desk.hear(hopper.push(samples))
    yield from desk.hear(hopper.flush())


class _Desk:
    """All ears of a task, those that are slow beside those that are not."""

    def __init__(self, task: Task) -> None:
        self._hearing = Hearing(task.buses, ears_named(task.ears), ears_named(MIX_EARS & {*task.ears}))
        self._slow = slow_hearing(task.buses, task.ears)
        self._later = Later()

    def hear(self, hops: Iterable[Hop]) -> Iterator[Heard]:
        for blocks in hops:
            if self._slow is not None:
                self._later.put(self._slow.push(blocks))
            for end, readings in _by_hop(blocks[0].ends, self._hearing.push(blocks)):
                yield end, readings + self._later.due(end)


def _by_hop(ends: Sequence[float], readings: Readings) -> Iterator[Heard]:
    """``readings``, in order of arrival, divided among the hops they arrived with."""
    first = 0
    for end in ends:
        last = first
        while last < len(readings) and readings[last].arrived <= end:
            last += 1
        yield end, readings[first:last]
        first = last
