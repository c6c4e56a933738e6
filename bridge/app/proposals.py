"""Names for buses that have none: what they sound like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridge.analysis.tags import NONE, UNKNOWN
from bridge.names import says_nothing
from bridge.types import Step

OFTEN = 8
"""Clips in a row in which a bus must sound like the same instrument: eight seconds."""


class Proposals:
    """Proposes a name, once, for each of the ``buses`` whose own is only a place. For one thread."""

    def __init__(self, buses: Iterable[str]) -> None:
        self._heard: dict[str, list[str]] = {bus: [] for bus in buses if says_nothing(bus)}

    def see(self, step: Step) -> Iterator[str]:
        """Take in a step; gives a line for each bus that can be named now."""
        for reading in step.readings if self._heard else ():
            if reading.kind == "instrument" and reading.bus in self._heard:
                yield from self._take(reading.bus, str(reading.value))

    def _take(self, bus: str, instrument: str) -> Iterator[str]:
        if instrument == NONE:
            return
        heard = self._heard[bus]
        heard.append(instrument)
        if instrument != heard[0]:
            self._heard[bus] = [instrument]
        elif len(heard) >= OFTEN and instrument != UNKNOWN:
            del self._heard[bus]
            words = instrument.replace("_", " ")
            yield f'{bus} sounds like {words}: call it so with [[bus]] name = "{instrument}"'
