"""Coupled oscillators whose attention is a pulse around the expected beat.

Large & Jones, "The dynamics of attending", Psychol. Rev. 106, 1999; Large & Palmer, "Perceiving
temporal regularity in music", Cogn. Sci. 26, 2002; for duos: Loehr, Large & Palmer, "Temporal
coordination and adaptation to rate change in music performance", J. Exp. Psychol. HPP 37, 2011.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from models.leader.ensembles.families.family import lateness, pull
from models.leader.takes import F64


@dataclass(frozen=True, slots=True)
class Oscillator:
    """``focus`` is the concentration of the attentional pulse: the greater, the less a far beat pulls."""

    period_share: float
    focus: float

    @classmethod
    def draw(cls, rng: Generator) -> Oscillator:
        """From a plain sine (focus 0) to a pulse that reaches a tenth of a period."""
        return cls(float(rng.uniform(0.25, 0.6)), float(rng.uniform(0.0, 3.0)))

    def correct(self, beats: F64, period: F64, gains: F64) -> tuple[F64, F64]:
        """As in `Family`; for a small lateness it is the linear law."""
        turn = 2.0 * np.pi / period[:, None]
        phi = turn * lateness(beats[-1])
        coupling = np.sin(phi) * np.exp(self.focus * (np.cos(phi) - 1.0)) / turn
        phase = pull(coupling, gains)
        return phase, self.period_share * phase
