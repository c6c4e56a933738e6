"""Leaders by who corrects towards whom, as the bridge's own features measure it."""

from __future__ import annotations

import numpy as np

from models.leader.baselines.frames import frames
from models.leader.baselines.ways import one_hot
from models.leader.takes import Answer, Heard


def pairwise_gains(heard: Heard) -> Answer:
    """The bus towards which the others correct most while it corrects least, over 25 s.

    Gains are those of the linear model of ensemble timing (Wing et al., J. R. Soc. Interface 11, 2014).
    """
    gains = np.array([frame.pair[..., 0] for frame in frames(heard)], dtype=np.float64)
    return Answer(shares=one_hot((gains.sum(1) - gains.sum(2)).argmax(1), len(heard.buses)))


def hypothesis_filter(heard: Heard) -> Answer:
    """The posterior of each bus to lead: a hidden Markov model with a hypothesis for each of them."""
    posterior = np.array([frame.bus[:, 0] for frame in frames(heard)], dtype=np.float64)
    nobody = np.maximum(1.0 - posterior.sum(1, keepdims=True), 0.0)
    shares = np.concatenate([posterior, nobody], axis=1)
    return Answer(shares=shares / shares.sum(1, keepdims=True))
