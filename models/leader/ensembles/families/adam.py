"""ADAM: adaptation, anticipation, and their joint module.

van der Steen & Keller, "The ADaptation and Anticipation Model (ADAM) of sensorimotor
synchronization", Front. Hum. Neurosci. 7, 2013; van der Steen, Jacoby, Fairhurst & Keller,
"Sensorimotor synchronization with tempo-changing auditory sequences", Brain Res. 1626, 2015.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from models.leader.ensembles.families.family import lateness, pull
from models.leader.takes import F64


@dataclass(frozen=True, slots=True)
class Adam:
    """A player who also foresees when the others will play.

    ``period_share`` of a correction stays in the period (adaptation); ``predict`` weighs the trend
    of the others' intervals against their last one (anticipation); ``joint`` weighs the foreseen
    lateness of his own plan against the one he heard.
    """

    period_share: float
    predict: float
    joint: float

    @classmethod
    def draw(cls, rng: Generator) -> Adam:
        """Parameters within what the papers fit to people."""
        return cls(float(rng.uniform(0.2, 0.5)), float(rng.uniform(0.2, 0.8)), float(rng.uniform(0.2, 0.7)))

    def correct(self, beats: F64, period: F64, gains: F64) -> tuple[F64, F64]:
        """As in `Family`."""
        before, last = np.diff(beats, axis=0)
        heard = lateness(beats[-1])
        foreseen = beats[-1] + last + self.predict * (last - before)
        planned = beats[-1] + period - pull(heard, gains)
        expected = planned[:, None] - foreseen[None, :]
        phase = pull((1.0 - self.joint) * heard + self.joint * expected, gains)
        return phase, self.period_share * pull(heard, gains)
