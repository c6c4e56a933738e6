"""The station: blocks of all buses in, all that the ears heard out."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType

import numpy as np

from bridge.analysis.activity import ActivityEar
from bridge.analysis.descriptors import StyleEar
from bridge.analysis.ear import MakeEar, Readings
from bridge.analysis.echo import echo_between
from bridge.analysis.level import LevelEar
from bridge.analysis.onsets import OnsetEar
from bridge.analysis.pitch import PitchEar
from bridge.analysis.sanitise import Sanitiser
from bridge.analysis.tempo import TempoEar
from bridge.errors import BridgeError
from bridge.types import HOP, MIX, RATE, Block, Bus, Reading

EARS: Mapping[str, MakeEar] = MappingProxyType(
    {
        "level": LevelEar,
        "pitch": PitchEar,
        "tempo": TempoEar,
        "onsets": OnsetEar,
    }
)
"""Every ear by name: one line adds one."""
SLOW_EARS: Mapping[str, MakeEar] = MappingProxyType({"activity": ActivityEar, "style": StyleEar})
"""Every ear that is too slow to keep up with hops: live they have a process of their own, and their readings
arrive as much later as each ear says."""
NOTHING: Mapping[str, MakeEar] = MappingProxyType({})


def ears_named(names: Collection[str], of: Mapping[str, MakeEar] = EARS) -> Mapping[str, MakeEar]:
    """Those ``of`` a registry that are named, in its order.

    Raises `BridgeError` for a name that is in neither registry.
    """
    every = (*EARS, *SLOW_EARS)
    for name in names:
        if name not in every:
            raise BridgeError(f"ears: there is none called {name!r}; there are {', '.join(every)}")
    return {name: make for name, make in of.items() if name in names}


class Hearing:
    """All ears on all buses. Thread-safe: no. Realtime-safe: no.

    Machine buses are heard like all others; their echo on the others is taken out first, and
    what is left of it makes no onsets.

    Parameters: ``buses`` in their order; ``ears`` what listens on each of them; ``mix`` what
    listens to the sum of the buses that are no machines.
    """

    def __init__(
        self,
        buses: Sequence[Bus],
        ears: Mapping[str, MakeEar] = EARS,
        mix: Mapping[str, MakeEar] = NOTHING,
    ) -> None:
        self._names = tuple(bus.name for bus in buses)
        self._sanitiser = Sanitiser(len(buses))
        machine = np.array([bus.machine for bus in buses], dtype=bool)
        self._echo = echo_between(machine)
        self._longest = HOP if machine.any() else sys.maxsize
        self._players = np.flatnonzero(~machine)
        self._ears = tuple(tuple(make(name) for make in ears.values()) for name in self._names)
        self._mix_ears = tuple(make(MIX) for make in mix.values())

    def push(self, blocks: Sequence[Block]) -> Readings:
        """What is revealed by the next hops, in order of arrival; how many come at once changes nothing.

        ``blocks`` holds one block a bus, in the order of the buses. Raises `ValueError` when they are
        not those of these buses, not whole hops, or more than one where there are machine buses:
        their echo is followed hop by hop.
        """
        self._check(blocks)
        sound = self._sanitiser.push(np.stack([block.samples for block in blocks]))
        clean = self._echo.push(sound)
        heard = [
            reading
            for bus, (block, samples) in enumerate(zip(blocks, clean, strict=True))
            for reading in self._listen(bus, Block(block.bus, block.start, block.rate, samples))
        ]
        if self._mix_ears:
            mix = Block(MIX, blocks[0].start, RATE, clean[self._players].sum(axis=0))
            heard += [reading for ear in self._mix_ears for reading in ear.push(mix)]
        return tuple(sorted(heard, key=_arrival))

    def finish(self) -> Readings:
        """What the ears still held back when the sound ends."""
        every = (*self._ears, self._mix_ears)
        return tuple(reading for ears in every for ear in ears for reading in ear.finish())

    def _listen(self, bus: int, block: Block) -> Iterator[Reading]:
        for ear in self._ears[bus]:
            for reading in ear.push(block):
                if reading.kind != "onset" or self._echo.is_note(bus, reading.arrived - reading.t):
                    yield reading

    def _check(self, blocks: Sequence[Block]) -> None:
        names = tuple(block.bus for block in blocks)
        if names != self._names:
            raise ValueError(f"blocks of the buses {names} where {self._names} were expected")
        for block in blocks:
            n = len(block.samples)
            if block.samples.shape != (n,) or n % HOP or not 0 < n <= self._longest or block.rate != RATE:
                raise ValueError(
                    f"bus {block.bus}: a block of {block.samples.shape} at {block.rate} Hz; "
                    f"ears want hops of {HOP} samples at {RATE} Hz"
                )


_arrival = attrgetter("arrived")
