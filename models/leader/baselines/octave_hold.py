"""Holding a single BPM through jumps between metrical levels, for ways that tell no chances."""

from __future__ import annotations

SAME = 0.08
"""Relative difference up to which a tempo is the same one, moving."""
QUICK = 0.4
"""Seconds without the old tempo after which any other one counts: against single wrong ticks."""
PATIENCE = 1.5
"""Seconds without the old tempo after which half, double or their like counts."""
RATIOS = (2.0, 3.0, 1.5, 4 / 3, 4.0)
"""Half, double and their like: what a metrical level is mistaken for."""


def _alike(a: float, b: float) -> bool:
    return abs(a - b) <= SAME * b


class OctaveHold:
    """Follows a tempo at once while it glides; jumps when the old one was not heard for a while. Pure."""

    def __init__(self) -> None:
        self._bpm = 0.0
        self._heard = 0.0

    def follow(self, t: float, bpm: float) -> float:
        """The tempo to believe at ``t`` seconds when ``bpm`` is what was heard; 0 is unknown."""
        if bpm > 0 and self._believed(t, bpm):
            self._bpm, self._heard = bpm, t
        return self._bpm

    def _believed(self, t: float, bpm: float) -> bool:
        if self._bpm == 0 or _alike(bpm, self._bpm):
            return True
        ratio = max(bpm / self._bpm, self._bpm / bpm)
        simple = any(_alike(ratio, level) for level in RATIOS)
        return t - self._heard > (PATIENCE if simple else QUICK)
