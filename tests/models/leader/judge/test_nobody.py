"""*Nobody*'s figures are scikit-learn's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from models.leader.judge.nobody import auc, nobody_counts, recall_at_few_alarms
from models.leader.takes import F64, Index


def test_nobodys_auc_and_recall_are_scikit_learns(drawn: tuple[F64, Index]) -> None:
    shares, leader = drawn
    counts = nobody_counts(shares, leader)
    false, true, _ = roc_curve(leader < 0, shares[:, -1], drop_intermediate=False)
    assert auc(counts) == pytest.approx(roc_auc_score(leader < 0, shares[:, -1]))
    assert recall_at_few_alarms(counts) == pytest.approx(100.0 * true[false <= 0.05].max())


def test_without_a_tick_on_which_nobody_leads_there_is_no_auc() -> None:
    assert math.isnan(auc(nobody_counts(np.eye(3)[:2], np.array([0, 1]))))
