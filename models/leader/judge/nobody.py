"""How well *nobody*'s share tells the ticks on which nobody leads from the others: its ROC curve."""

from __future__ import annotations

import numpy as np

from models.leader.takes import F64, Index

STEPS = 200
"""Steps of the share by which the curve is counted."""
FALSE_ALARMS = 0.05
"""False positives at which the recall is told."""


def nobody_counts(shares: F64, leader: Index) -> F64:
    """Ticks by *nobody*'s share, those on which nobody leads first: ``(2 · (STEPS + 1),)``."""
    place = np.round(np.clip(shares[:, -1], 0.0, 1.0) * STEPS).astype(int)
    return np.concatenate(
        [np.bincount(place[here], minlength=STEPS + 1) for here in (leader < 0, leader >= 0)]
    )


def _roc(sums: F64) -> tuple[F64, F64]:
    """False and true positive rates from the highest threshold down, ``(…, STEPS + 2)``; NaN without both."""
    yes, no = np.split(sums, 2, axis=-1)
    rates = []
    for counts in (no, yes):
        total = counts.sum(-1, keepdims=True)
        rate = np.cumsum(counts[..., ::-1], axis=-1) / np.where(total > 0, total, np.nan)
        rates.append(np.concatenate([np.zeros_like(total), rate], axis=-1))
    return rates[0], rates[1]


def auc(sums: F64) -> F64:
    """Area under the ROC curve from `nobody_counts`, to half a hundredth of a share."""
    false, true = _roc(sums)
    return np.asarray((np.diff(false) * (true[..., 1:] + true[..., :-1]) / 2).sum(-1))


def recall_at_few_alarms(sums: F64) -> F64:
    """Per cent of *nobody* found at a threshold with at most 5 % false positives."""
    false, true = _roc(sums)
    best = np.where(false <= FALSE_ALARMS, true, 0.0).max(-1)
    return 100.0 * np.where(np.isnan(false[..., -1] + true[..., -1]), np.nan, best)
