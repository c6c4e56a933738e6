"""The demo band as material to judge on: sound that no model is trained on, with all truths known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bridge.audio.demo import DemoBand
from bridge.types import RATE
from models.leader.data.beats import ticks
from models.leader.data.heard import listen
from models.leader.takes import Heard

FIRST = 11
"""Seed of the first piece judged on; those before it were looked at while models were made."""
SECONDS = 60.0
ROLES = {"drums": "drums", "bass": "bass", "keys": "chords", "lead": "melody"}


def hearings(seeds: Iterable[int] = range(FIRST, FIRST + 8), seconds: float = SECONDS) -> Iterator[Heard]:
    """One piece a seed."""
    for seed in seeds:
        yield _heard(seed, seconds)


def _heard(seed: int, seconds: float) -> Heard:
    band = DemoBand(seconds, seed)
    readings, mix = listen(f"demo/{seed}", band.names, list(band.read(round(seconds * RATE))))
    truth, at = band.truth, ticks(seconds)
    return Heard(
        f"demo {seed}",
        band.names,
        tuple(ROLES[name] for name in band.names),
        readings,
        truth.beats,
        np.array([truth.tempo_at(t) for t in at]),
        np.array([band.names.index(truth.leader_at(t)) for t in at]),
        mix,
    )
