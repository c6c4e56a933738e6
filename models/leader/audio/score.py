"""Notes as they are to sound: a part's onsets with an end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from models.leader.takes import Part

SHORTEST, LONGEST = 0.07, 2.0
"""Seconds that a note is held."""


@dataclass(frozen=True, slots=True)
class Note:
    """``start`` and ``held`` seconds, ``pitch`` a MIDI number, ``strength`` 0 to 1."""

    start: float
    held: float
    pitch: float
    strength: float


def notes(part: Part, rng: Generator) -> list[Note]:
    """The notes of a part; its player is drawn as one who separates or joins them.

    Notes at the same moment are a chord, held until the next.
    """
    touch = rng.uniform(0.5, 1.1)
    moments = np.append(np.unique(part.times), part.times[-1:] + LONGEST)
    gaps = moments[np.searchsorted(moments, part.times, side="right")] - part.times
    held = np.clip(touch * gaps, SHORTEST, LONGEST)
    columns = (part.times, held, part.pitches, np.clip(part.strengths, 0.05, 1.0))
    return [Note(*row) for row in np.stack(columns, axis=1).tolist()]
