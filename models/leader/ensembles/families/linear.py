"""Linear phase and period correction.

Vorberg & Schulze, "Linear phase-correction in synchronization", J. Math. Psychol. 46, 2002; for
ensembles with a gain for every pair: Wing, Endo, Bradbury & Vorberg, "Optimal feedback correction
in string quartet synchronization", J. R. Soc. Interface 11, 2014.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from models.leader.ensembles.families.family import lateness, pull
from models.leader.takes import F64


@dataclass(frozen=True, slots=True)
class Linear:
    """``period_share`` of each correction of the phase also stays in the period."""

    period_share: float

    @classmethod
    def draw(cls, rng: Generator) -> Linear:
        """Period correction is the weaker and the more deliberate of the two."""
        return cls(float(rng.uniform(0.25, 0.6)))

    def correct(self, beats: F64, period: F64, gains: F64) -> tuple[F64, F64]:
        """As in `Family`."""
        phase = pull(lateness(beats[-1]), gains)
        return phase, self.period_share * phase
