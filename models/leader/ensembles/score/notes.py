"""Notes in a bar, and the few ways in which patterns are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

Note = tuple[float, float, float]
"""Place in beats from the bar's first; strength 0 to 1; semitones above the chord's root, or a drum key."""
Notes = list[Note]


@dataclass(frozen=True, slots=True)
class Feel:
    """What all parts share.

    ``meter`` beats a bar; ``bpm``; ``grid`` places a beat (2, 3 or 4); ``swing`` beats by which the
    second of two places is late; ``groups`` beats of each group of the bar, as 2 + 2 + 3.
    """

    meter: int
    bpm: float
    grid: int
    swing: float
    groups: tuple[int, ...]

    @property
    def starts(self) -> list[float]:
        """Places at which the groups begin."""
        return [float(place) for place in np.cumsum((0, *self.groups[:-1]))]


Pattern = Callable[[Generator, Feel], Notes]
"""Draws a part's notes over one bar or more; how many it is, the last note tells."""


def at(places: Iterable[float], strength: float, pitch: float, meter: float = np.inf) -> Notes:
    """Notes of one pitch at ``places`` that lie within the bar."""
    return [(place, strength, pitch) for place in places if place < meter]


def every(feel: Feel, step: float, strength: float, pitch: float, start: float = 0.0) -> Notes:
    """A note each ``step`` beats from ``start`` to the end of the bar."""
    return at((float(place) for place in np.arange(start, feel.meter - 1e-6, step)), strength, pitch)


def usual_step(rng: Generator, feel: Feel, slowest: float, fastest: float) -> float:
    """The step in beats that comes to so many notes a second: fast music is written in longer notes."""
    steps = [step for step in (4.0, 2.0, 1.0, 0.5, 1.0 / feel.grid, 0.25) if _fits(feel, step)]
    usual = [step for step in steps if slowest <= feel.bpm / 60.0 / step <= fastest]
    return float(rng.choice(usual)) if usual else 1.0


def _fits(feel: Feel, step: float) -> bool:
    """Whether a step lies on the feel's grid."""
    return step >= 1.0 or abs(feel.grid * step - round(feel.grid * step)) < 1e-6


def weights(feel: Feel) -> np.ndarray:
    """Metrical weight ``(meter · grid,)`` of each place of a bar: 1 bar, .85 group, .7 beat, below less."""
    place = np.arange(feel.meter * feel.grid)
    weight = np.full(len(place), 0.25)
    weight[place % feel.grid == 0] = 0.7
    if feel.grid == 4:
        weight[place % 4 == 2] = 0.45
    weight[[int(start) * feel.grid for start in feel.starts]] = 0.85
    weight[0] = 1.0
    return weight


def sampled(rng: Generator, feel: Feel, rate: float, sharpness: float) -> list[tuple[float, float]]:
    """Places and strengths of about ``rate`` notes a second; the sharper, the more on strong places."""
    weight = weights(feel)
    share = weight**sharpness
    wanted = rate * feel.meter * 60.0 / feel.bpm
    chosen = np.flatnonzero(rng.random(len(share)) < np.minimum(share * wanted / share.sum(), 0.97))
    return [(place / feel.grid, 0.4 + 0.6 * float(weight[place])) for place in chosen]
