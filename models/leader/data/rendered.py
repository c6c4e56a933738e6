"""Takes of real onsets made audible, each instrument by its own timbre, and heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

import numpy as np

from bridge.types import F32
from models.leader.audio.listen import beats
from models.leader.audio.mix import amplitude, usual
from models.leader.audio.render import render
from models.leader.audio.timbres import TIMBRES
from models.leader.data.heard import listen
from models.leader.data.instruments import INSTRUMENTS
from models.leader.takes import Heard, Take

BY_NAME = {timbre.name: timbre for timbre in TIMBRES}
DOWN = amplitude(-6.0)
"""Headroom below the usual level of a bus."""


def hearings(group: str, takes: Iterable[Take]) -> Iterator[Heard]:
    """Each take as the ears hear it rendered, dry and without bleed; kept under ``group``."""
    for take in takes:
        buses = tuple(part.bus for part in take.parts)
        readings, mix = listen(f"{group}/{take.name}", buses, sounds(take))
        roles = tuple(part.role for part in take.parts)
        yield Heard(take.name, buses, roles, readings, beats(take), take.bpm, take.leader, mix)


def sounds(take: Take) -> list[F32]:
    """Mono sound at 44.1 kHz of each of a take's parts, all about equally loud."""
    rng = np.random.default_rng(crc32(take.name.encode()))
    return [
        np.float32(DOWN) * usual(render(part, BY_NAME[INSTRUMENTS[part.bus].timbre], take.seconds, rng))
        for part in take.parts
    ]
