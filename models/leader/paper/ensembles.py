"""Simulated quartets as sound: four players as the four stems, with a true tempo that is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.leader.audio import soundfont
from models.leader.audio.listen import sounds
from models.leader.audio.mix import mixed
from models.leader.audio.timbres import pool
from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.take import draw_take
from models.leader.paper.sources import Track
from models.leader.takes import Part

FIRST_SEED = 9_000_000
"""No other set of ensembles draws from these seeds."""
SECONDS = 40.0
ROLES = ("drums", "bass", "chords", "melody")
"""The role that suits each of `STEMS` best."""


def quartet(number: int, seconds: float = SECONDS) -> Track:
    """The ``number``-th quartet of set B's conditions, in timbres that no training heard."""
    rng = np.random.default_rng(FIRST_SEED + number)
    take = draw_take(rng, CONDITIONS["B"], name(number), len(ROLES), seconds)
    buses = sounds(take, pool(["test"], soundfont.find() is not None), rng)[seated(take.parts)]
    return Track(take.name, np.stack([mixed(buses), *buses]), take.bpm)


def name(number: int) -> str:
    """What a quartet is called."""
    return f"quartet {number:02d}"


def seated(parts: Sequence[Part]) -> list[int]:
    """Which of four players plays each of `STEMS`: who has its role, else whoever is left."""
    seats: dict[str, int] = {}
    for player, part in enumerate(parts):
        if part.role in ROLES:
            seats.setdefault(part.role, player)
    rest = iter(player for player in range(len(parts)) if player not in seats.values())
    return [seats[role] if role in seats else next(rest) for role in ROLES]
