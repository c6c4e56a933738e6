"""aubio's tempo of simulated buses, for the baselines: their onsets as clicks, heard by the bridge's ear."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bridge.analysis.tempo import TempoEar
from bridge.types import F32, HOP, RATE, Block, Reading

LENGTH = 882
"""Samples of a click, 20 ms."""


def _click() -> F32:
    noise = np.random.default_rng(0).normal(size=LENGTH)
    return (0.5 * np.exp(-np.arange(LENGTH) / 200.0) * noise).astype(np.float32)


def tempi(bus: str, onsets: Sequence[float], seconds: float) -> list[Reading]:
    """Tempo readings of a bus whose notes begin at ``onsets`` seconds, in order of arrival."""
    sound, click = np.zeros(int(seconds * RATE) + LENGTH, dtype=np.float32), _click()
    for onset in onsets:
        start = max(int(onset * RATE), 0)
        here = sound[start : start + LENGTH]
        here += click[: len(here)]
    ear = TempoEar(bus)
    starts = range(0, len(sound) - HOP, HOP)
    blocks = (Block(bus, start, RATE, sound[start : start + HOP]) for start in starts)
    return [reading for block in blocks for reading in ear.push(block) if reading.kind == "tempo"]
