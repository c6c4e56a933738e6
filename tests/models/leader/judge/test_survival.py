"""Survival of waits against scipy's Kaplan–Meier estimate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from models.leader.judge.survival import counted, curve, median


def test_the_curve_is_scipys_kaplan_meier_estimate() -> None:
    rng = np.random.default_rng(3)
    waits = [
        (float(s), bool(e)) for s, e in zip(rng.integers(1, 99, 60) / 10, rng.random(60) < 0.6, strict=True)
    ]
    data = CensoredData(
        uncensored=[round(s * 10) for s, ended in waits if ended],
        right=[round(s * 10) for s, ended in waits if not ended],
    )
    assert curve(counted(waits))[:100] == pytest.approx(ecdf(data).sf.evaluate(np.arange(100)))


def test_those_that_never_ended_make_the_median_later() -> None:
    assert median(counted([(1.0, True), (2.0, True), (3.0, True)])) == pytest.approx(2.0)
    assert median(counted([(1.0, True), (2.0, False), (3.0, True)])) == pytest.approx(3.0)


def test_when_most_never_end_there_is_no_median() -> None:
    assert math.isinf(median(counted([(1.0, True), (9.0, False), (9.0, False)])))
    assert math.isnan(median(counted([])))
