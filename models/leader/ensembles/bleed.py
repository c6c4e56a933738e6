"""Bleed between microphones, as onsets: others' notes that a bus hears while its own player is silent."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.random import Generator

from bridge.types import Reading
from models.leader.takes import F64

ROOM, OPEN = 0.6, 0.6
"""Chances that the players share a room, and that there a microphone is open to another player."""
SOFTEST, LOUDEST = -40.0, (-30.0, -12.0)
"""dB against the other's own microphone: the softest bleed, and the range of a room's loudest."""
DELAY = (0.001, 0.010)
"""Seconds that sound takes from another player."""
COVERED = 0.06
"""Seconds from a bus's own onset within which another's note is not told from it."""

_TABLE = tomllib.loads((Path(__file__).parent / "bleed.toml").read_text())


def share_heard(level: float) -> float:
    """The share of another's notes that become onsets where they sound ``level`` dB softer."""
    return float(np.interp(level, _TABLE["level"], _TABLE["heard"]))


def bled(rng: Generator, heard: Mapping[str, Sequence[Reading]]) -> list[Reading]:
    """The onsets of each bus, with what bleeds into it when the players share a room."""
    own = {bus: np.array([reading.t for reading in readings]) for bus, readings in heard.items()}
    if rng.random() > ROOM:
        return [reading for readings in heard.values() for reading in readings]
    loudest = rng.uniform(*LOUDEST)
    found = []
    for bus, readings in heard.items():
        found += readings
        for other in heard:
            if other != bus and rng.random() < OPEN:
                share = share_heard(rng.uniform(SOFTEST, loudest))
                found += _through(rng, bus, heard[other], own[bus], share)
    return found


def _through(rng: Generator, bus: str, notes: Sequence[Reading], own: F64, share: float) -> list[Reading]:
    """Another's onsets as they come through a microphone: late, and only where its own player is silent."""
    delay = rng.uniform(*DELAY)
    return [
        replace(note, bus=bus, t=note.t + delay, arrived=note.arrived + delay)
        for note in notes
        if rng.random() < share and (not len(own) or np.abs(own - note.t).min() > COVERED)
    ]
