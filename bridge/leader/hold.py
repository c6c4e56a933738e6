"""A tempo that does not jump between metrical levels on a whim."""

from __future__ import annotations

from bridge.leader.settings import LeaderSettings

SAME = 0.08
"""Relative difference up to which a tempo is the same one, moving."""
QUICK = 0.4
"""Seconds for which any other jump must last: a few ticks, against single wrong ones."""
RATIOS = (2.0, 3.0, 1.5, 4 / 3, 4.0)
"""Half, double and their like: what a metrical level is mistaken for."""


def _alike(a: float, b: float) -> bool:
    return abs(a - b) <= SAME * b


class TempoHold:
    """Follows a tempo at once while it glides, and a jump only when it lasts. Pure."""

    def __init__(self, settings: LeaderSettings) -> None:
        self._settings = settings
        self._bpm = 0.0
        self._other = 0.0
        self._since = 0.0

    def follow(self, t: float, bpm: float) -> float:
        """The tempo to believe at ``t`` seconds when ``bpm`` is what was heard; 0 is unknown."""
        if bpm <= 0:
            return self._bpm
        if self._bpm == 0 or _alike(bpm, self._bpm):
            self._bpm, self._other = bpm, 0.0
            return self._bpm
        if self._other == 0 or not _alike(bpm, self._other):
            self._since = t
        self._other = bpm
        if t - self._since >= self._patience(bpm):
            self._bpm, self._other = bpm, 0.0
        return self._bpm

    def _patience(self, bpm: float) -> float:
        ratio = max(bpm / self._bpm, self._bpm / bpm)
        simple = any(_alike(ratio, level) for level in RATIOS)
        return self._settings.octave_patience if simple else QUICK
