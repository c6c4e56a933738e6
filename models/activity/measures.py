"""Figures that need no threshold, at several time scales, and what is taken for what."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from sklearn.metrics import label_ranking_average_precision_score, roc_auc_score

from bridge.types import F32

SCALES: Mapping[str, int | None] = {"1 s": 1, "5 s": 5, "10 s": 10, "track": None}
"""Clips over which chances and annotations are max-pooled; None is all of a track."""
HEARD = 0.5
"""Chance from which an instrument counts as heard, for the confusions."""


def ranked(chances: F32, truth: np.ndarray) -> float:
    """Label-ranking average precision of ``(n, labels)``, over the clips in which anything sounds.

    scikit-learn's: how many of the labels ranked above a right one are right, 0 to 1.
    """
    some = truth.any(1)
    return float(label_ranking_average_precision_score(truth[some], chances[some]))


def areas(chances: F32, truth: np.ndarray) -> list[float | None]:
    """Area under the ROC curve of each label; None for one that sounds always or never."""
    return [
        float(roc_auc_score(truth[:, i], chances[:, i])) if 0 < truth[:, i].sum() < len(truth) else None
        for i in range(truth.shape[1])
    ]


def macro(values: list[float | None]) -> float:
    """The mean of those that there are."""
    return float(np.mean([value for value in values if value is not None]))


def pooled(scenes: np.ndarray, clips: int | None) -> np.ndarray:
    """Max-pooled over each run of ``clips`` of ``(scenes, length, labels)``: ``(n, labels)``.

    The rest of a scene that does not fill a run is left out; None pools whole scenes.
    """
    length = clips or scenes.shape[1]
    whole = scenes[:, : scenes.shape[1] // length * length]
    return np.asarray(whole.reshape(-1, length, scenes.shape[2]).max(1))


def confusions(chances: F32, truth: np.ndarray) -> np.ndarray:
    """Missed instruments given one heard in vain: row i is over the clips in which i is a false positive,
    column j the share of their false negatives that are j's; rows add up to 1, or 0 without any."""
    heard = chances >= HEARD
    vain, missed = (heard & ~truth).astype(float), (truth & ~heard).astype(float)
    counts = vain.T @ missed
    return np.asarray(counts / np.maximum(counts.sum(1, keepdims=True), 1.0))


def first(chances: F32, label: np.ndarray, most: int = 1) -> np.ndarray:
    """If the right ``label`` ``(n,)`` is among the ``most`` likeliest: ``(n,)`` bool."""
    return np.asarray((np.argsort(-chances, axis=1)[:, :most] == label[:, None]).any(1))
