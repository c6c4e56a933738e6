"""Who is judged: the networks, and what is simpler."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from scipy.fft import dct
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bridge.types import F32
from models.activity.network.mixer import Mixer
from models.activity.network.net import FORMS
from models.activity.network.train import chances, load

Way = Callable[[np.ndarray], F32]
"""From clips ``(n, 43, 80)`` to chances ``(n, 18)``."""
PRIOR, MFCC = "how often each label is right", "MFCC and logistic regression"
COEFFICIENTS = 20
LEARNT = 12_000
"""Mixes that the baselines learn from, drawn as the networks' are."""


def ways(checkpoints: Path, mixer: Mixer, learnt: int = LEARNT) -> dict[str, Way]:
    """All that are judged, by name. Raises `FileNotFoundError` without the checkpoints of all networks."""
    frames, truth = mixer.draw(np.random.default_rng(1), learnt)
    return {**networks(checkpoints), MFCC: regression(frames, truth), PRIOR: prior(truth)}


def networks(checkpoints: Path) -> Mapping[str, Way]:
    """The three networks, by the names of their forms."""
    return {form: partial(chances, load(checkpoints / f"{form}.pt")) for form in FORMS}


def prior(truth: F32) -> Way:
    """Says the same of every clip: the share of the clips in which each label was right."""
    rates = truth.mean(0).astype(np.float32)
    return lambda clips: np.tile(rates, (len(clips), 1))


def regression(frames: F32, truth: F32) -> Way:
    """A logistic regression a label on the mean and the standard deviation of 20 MFCCs over the clip."""
    fitted = make_pipeline(StandardScaler(), OneVsRestClassifier(LogisticRegression(max_iter=300)))
    fitted.fit(cepstra(frames), truth)
    return lambda clips: np.asarray(fitted.predict_proba(cepstra(clips)), np.float32)


def cepstra(clips: np.ndarray) -> F32:
    """Mean and standard deviation over the clip of the DCT of its log-mel frames: ``(n, 40)``.

    The first coefficient's mean, the level, is left at 0: the networks cannot hear it either.
    """
    found = dct(clips.astype(np.float32), norm="ortho", axis=2)[..., :COEFFICIENTS]
    both = np.concatenate([found.mean(1), found.std(1)], axis=1)
    both[:, 0] = 0.0
    return np.asarray(both, np.float32)
