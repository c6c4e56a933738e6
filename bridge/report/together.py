"""How players lie against each other: asynchronies of notes meant to sound at once.

Notes of two players belong together when each is the other's nearest and they are no further apart
than an eighth of a beat, 60 ms at most. Mean and standard deviation are the
field's usual figures (Keller & Appel, Music Perception 28(1), 2010; Wing et al., J. R. Soc. Interface
11, 2014: 24 to 28 ms in string quartets). A constant part of the mean is the detector's: a slow attack
is heard later.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bridge.report.run import Floats, Run

PART_OF_BEAT = 1 / 8
"""Of a beat: half a sixteenth note on either side is one moment."""
FURTHEST = 0.06
"""Seconds: no two notes further apart are meant as one."""
FEWEST = 8
"""Notes together below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Asynchrony:
    """How ``one`` plays against ``other``: ``mean`` and ``sd`` in ms, + is later, over ``notes`` notes."""

    one: str
    other: str
    mean: float
    sd: float
    notes: int

    @property
    def ahead(self) -> str:
        """Who of the two is ahead; empty when the mean is within two of its standard errors of 0."""
        error = 2.0 * self.sd / np.sqrt(self.notes)
        return "" if abs(self.mean) <= error else (self.one if self.mean < 0 else self.other)


def asynchronies(run: Run) -> list[Asynchrony]:
    """Each pair of players with enough notes together, in the order of the buses."""
    reach = _reach(run.bpm)
    pairs = [(a, b) for place, a in enumerate(run.buses) for b in run.buses[place + 1 :]]
    found = ((a, b, apart(run.onsets[a], run.onsets[b], reach)) for a, b in pairs)
    return [
        Asynchrony(a, b, float(1000 * np.mean(gaps)), float(1000 * np.std(gaps, ddof=1)), len(gaps))
        for a, b, gaps in found
        if len(gaps) >= FEWEST
    ]


def apart(one: Floats, other: Floats, reach: float) -> Floats:
    """By how many seconds each note of ``one`` comes after that of ``other`` which belongs to it.

    ``one`` ``(n,)`` and ``other`` ``(m,)`` are rising times in seconds.
    Only pairs that are each other's nearest and at most ``reach`` seconds apart.
    """
    if not len(one) or not len(other):
        return np.zeros(0)
    there, back = _nearest(one, other), _nearest(other, one)
    mutual = back[there] == np.arange(len(one))
    gaps = one - other[there]
    return np.asarray(gaps[mutual & (np.abs(gaps) <= reach)])


def _nearest(of: Floats, among: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Index of the nearest of ``among`` for each of ``of``."""
    after = np.clip(np.searchsorted(among, of), 1, max(1, len(among) - 1))
    before = after - 1
    after = np.minimum(after, len(among) - 1)
    return np.where(of - among[before] <= among[after] - of, before, after)


def _reach(bpm: Floats) -> float:
    known = bpm[~np.isnan(bpm)]
    return min(FURTHEST, PART_OF_BEAT * 60.0 / float(np.median(known))) if len(known) else FURTHEST
