"""Random Forest and SVM on the paper's features: a regression for the tempo, a classifier for the lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

from bridge.errors import BridgeError
from models.leader.baselines import paper
from models.leader.baselines.ways import Way
from models.leader.takes import F64, UNKNOWN, Answer, Heard

ROWS = 3000
"""Rows learnt from at most: an SVM's time grows with their square, and neighbours tell the same."""
TREES = dict[str, Any](n_estimators=100, min_samples_leaf=5, random_state=0)
"""Settings of the forests."""


def forest(training: Sequence[Heard]) -> Way:
    """Random Forest for tempo and leader. Raises `BridgeError` unless some takes tell their leader."""
    return _way(training, RandomForestRegressor(**TREES), RandomForestClassifier(**TREES))


def svm(training: Sequence[Heard]) -> Way:
    """Support vector machine for tempo and leader, the latter's decisions calibrated (Platt 1999).

    Raises `BridgeError` unless some takes tell their leader.
    """
    leader = CalibratedClassifierCV(SVC(), ensemble=False)
    return _way(
        training, make_pipeline(StandardScaler(), SVR(C=30.0)), make_pipeline(StandardScaler(), leader)
    )


def _way(training: Sequence[Heard], tempo: Any, leader: Any) -> Way:
    """Both fitted to the training takes: a regression of the tempo, and of each bus whether it leads."""
    known = [heard for heard in training if not np.all(heard.leader == UNKNOWN)]
    if not known:
        raise BridgeError("no take to learn the leader from: give takes whose leader is known")
    tempo.fit(*paper.tempo_rows(training, _every(len(heard.bpm) for heard in training)))
    leader.fit(*paper.lead_rows(known, _every(len(heard.bpm) * len(heard.buses) for heard in known)))

    def way(heard: Heard) -> Answer:
        chance = leader.predict_proba(paper.bus_columns(heard).reshape(-1, paper.BUS_COLUMNS))[:, 1]
        bpm = np.asarray(tempo.predict(paper.columns(heard)), dtype=np.float64)
        return Answer(bpm=bpm, shares=one_of(chance.reshape(len(heard.bpm), -1)))

    return way


def _every(rows: Iterable[int]) -> int:
    return max(sum(rows) // ROWS, 1)


def one_of(chance: F64) -> F64:
    """Shares ``(T, N + 1)`` from each bus's own chance to lead ``(T, N)``, given that at most one does."""
    chance = np.clip(chance, 1e-3, 1.0 - 1e-3)
    odds = np.pad(chance / (1.0 - chance), ((0, 0), (0, 1)), constant_values=1.0)
    return np.asarray(odds / odds.sum(1, keepdims=True))
