"""A tempo that does not jump between metrical levels on a whim.

The chances that the model gives each tempo are gathered over time by a Bayes filter over the
tempo bins (the forward algorithm of a hidden Markov model, as in Whiteley, Cemgil & Godsill,
"Bayesian Modelling of Temporal Structure in Musical Audio", ISMIR 2006): a tempo glides easily,
steps seldom, and leaps to any other very seldom. The filter says which bins to believe; where in
them the tempo lies is said by the latest chances alone, so that a glide is followed at once.
"""

from __future__ import annotations

import numpy as np

from bridge.leader.history import F64
from bridge.leader.settings import LeaderSettings
from bridge.types import F32, TICK

GLIDE = 0.7
"""Bins (24 an octave): standard deviation of how far a tempo glides from tick to tick."""
STEP, STEP_WIDTH = 1e-3, 5.0
"""Chance a tick that the tempo steps, and the standard deviation of a step in bins."""
TRUST = 0.1
"""Power that the chances are raised to: neighbouring ticks say the same thing again."""
NEAR = 3
"""Bins on each side of the believed one that the tempo is the mean of."""
LEAST = 0.05
"""Chance near the believed bin below which the latest chances do not say where the tempo lies."""
FLOOR = 1e-4
"""No tempo is less likely than this in one tick."""


class TempoHold:
    """Gathers the model's chances over ``bins`` (BPM of each, ascending, evenly spaced in log) tick by tick.

    A tempo far from the believed one, such as its half or double, is believed when the model has been sure
    of it for ``settings.octave_patience`` seconds. Pure.
    """

    def __init__(self, bins: F32, settings: LeaderSettings) -> None:
        self._log = np.log(bins.astype(np.float64))
        # Each tick on which the model is sure moves the odds by TRUST · ln(1 / FLOOR).
        leap = FLOOR ** (TRUST * settings.octave_patience / TICK)
        self._move = _moves(len(bins), leap)
        self._belief = np.full(len(bins), 1.0 / len(bins))

    def follow(self, tempo: F32) -> tuple[float, float]:
        """The tempo in BPM to believe after a tick on which the chances were ``tempo`` ``(B,)``, and the
        chance (0 to 1) that all ticks so far give to it and its neighbours."""
        belief = (self._move @ self._belief) * np.maximum(tempo, FLOOR) ** TRUST
        self._belief = belief / belief.sum()
        top = int(self._belief.argmax())
        near = slice(max(top - NEAR, 0), top + NEAR + 1)
        weight = tempo[near] if tempo[near].sum() > LEAST else self._belief[near]
        bpm = np.exp(self._log[near] @ weight / weight.sum(dtype=np.float64))
        return float(bpm), float(self._belief[near].sum())


def _moves(bins: int, leap: float) -> F64:
    """Chance of each bin (row) after each other (column)."""
    apart = np.subtract.outer(np.arange(bins), np.arange(bins))
    near = (1.0 - STEP) * _bell(apart / GLIDE) + STEP * _bell(apart / STEP_WIDTH)
    return np.asarray((1.0 - leap) * near + leap / bins)


def _bell(distance: F64) -> F64:
    weight = np.exp(-0.5 * distance**2)
    return np.asarray(weight / weight.sum(axis=0))
