"""The station: blocks of all buses in, all that the ears heard out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from bridge.analysis.ear import MakeEar, Readings
from bridge.analysis.echo import echo_between
from bridge.analysis.level import LevelEar
from bridge.analysis.onsets import OnsetEar
from bridge.analysis.pitch import PitchEar
from bridge.analysis.sanitise import Sanitiser
from bridge.analysis.tempo import TempoEar
from bridge.types import HOP, RATE, Block, Bus, Reading

EARS: Mapping[str, MakeEar] = MappingProxyType(
    {
        "level": LevelEar,
        "pitch": PitchEar,
        "tempo": TempoEar,
        "onsets": OnsetEar,
    }
)
"""Every ear by name: one line adds one."""


class Hearing:
    """All ears on all buses. Thread-safe: no. Realtime-safe: no.

    Machine buses are heard like all others; their echo on the others is taken out first, and
    what is left of it makes no onsets.

    Parameters: ``buses`` in their order; ``ears`` what listens on each of them.
    """

    def __init__(self, buses: Sequence[Bus], ears: Mapping[str, MakeEar] = EARS) -> None:
        self._names = tuple(bus.name for bus in buses)
        self._sanitiser = Sanitiser(len(buses))
        self._echo = echo_between(np.array([bus.machine for bus in buses], dtype=bool))
        self._ears = tuple(tuple(make(name) for make in ears.values()) for name in self._names)

    def push(self, blocks: Sequence[Block]) -> Readings:
        """What one hop reveals: ``blocks`` holds one block a bus, in the order of the buses.

        Raises `ValueError` when the blocks are not those of these buses, or not a hop long.
        """
        self._check(blocks)
        sound = self._sanitiser.push(np.stack([block.samples for block in blocks]))
        clean = self._echo.push(sound)
        return tuple(
            reading
            for bus, (block, samples) in enumerate(zip(blocks, clean, strict=True))
            for reading in self._listen(bus, Block(block.bus, block.start, block.rate, samples))
        )

    def finish(self) -> Readings:
        """What the ears still held back when the sound ends."""
        return tuple(reading for ears in self._ears for ear in ears for reading in ear.finish())

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
            if block.samples.shape != (HOP,) or block.rate != RATE:
                raise ValueError(
                    f"bus {block.bus}: a block of {block.samples.shape} at {block.rate} Hz; "
                    f"ears want {HOP} samples at {RATE} Hz"
                )
