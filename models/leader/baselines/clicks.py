"""aubio's tempo of buses that have no sound: their onsets as clicks, heard by the bridge's ear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from bridge.analysis.tempo import TempoEar
from bridge.types import F32, HOP, RATE, TICK, Block, Reading

LENGTH = 882
"""Samples of a click, 20 ms."""
LATE = TICK
"""Seconds by which an onset becomes known; so much later is what aubio says of the clicks."""


def _click() -> F32:
    noise = np.random.default_rng(0).normal(size=LENGTH)
    return (0.5 * np.exp(-np.arange(LENGTH) / 200.0) * noise).astype(np.float32)


def tracked(bus: str, sound: F32) -> Iterator[Reading]:
    """Beat and tempo readings of a mono sound at 44.1 kHz, in order of arrival."""
    ear = TempoEar(bus)
    for start in range(0, len(sound) - HOP + 1, HOP):
        yield from ear.push(Block(bus, start, RATE, sound[start : start + HOP]))


def clicked(bus: str, onsets: Iterable[float], seconds: float) -> Iterator[Reading]:
    """Beat and tempo readings of a bus whose notes begin at ``onsets`` seconds, in order of arrival."""
    sound, click = np.zeros(int(seconds * RATE) + LENGTH, dtype=np.float32), _click()
    for onset in onsets:
        start = max(int(onset * RATE), 0)
        here = sound[start : start + LENGTH]
        here += click[: len(here)]
    return (replace(reading, arrived=reading.arrived + LATE) for reading in tracked(bus, sound))


def tempi(bus: str, onsets: Iterable[float], seconds: float) -> list[Reading]:
    """The tempo readings among those of `clicked`."""
    return [reading for reading in clicked(bus, onsets, seconds) if reading.kind == "tempo"]
