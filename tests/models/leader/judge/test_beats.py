"""Beat measures on beats whose scores are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from models.leader.judge.beats import BEATS
from models.leader.takes import F64, Answer, Heard

TRUE = np.arange(0.5, 40.0, 0.5)
MEASURES = {measure.name: measure for measure in BEATS}


def figure(name: str, said: F64 | None, true: F64 = TRUE) -> float:
    heard = Heard("x", ("a",), ("drums",), (), true, np.full(400, 120.0), np.zeros(400, dtype=np.intp))
    return float(MEASURES[name].value(MEASURES[name].sums(heard, Answer(beats=said))))


@pytest.mark.parametrize("name", ["F 70 ms", "F 20 ms", "CMLc", "AMLt", "Cemgil"])
def test_the_true_beats_score_full(name: str) -> None:
    assert figure(name, TRUE) == pytest.approx(100.0)


@pytest.mark.parametrize(("name", "expected"), [("F 70 ms", 100.0), ("F 40 ms", 100.0), ("F 20 ms", 0.0)])
def test_beats_30_ms_late_are_right_to_40_ms_and_not_to_20(name: str, expected: float) -> None:
    assert figure(name, TRUE + 0.03) == pytest.approx(expected)


def test_half_the_beats_are_right_on_another_level_only() -> None:
    assert figure("CMLt", TRUE[::2]) < 5.0
    assert figure("AMLt", TRUE[::2]) == pytest.approx(100.0)


def test_a_way_without_a_beat_scores_nothing_and_one_that_tells_none_is_not_scored() -> None:
    assert figure("F 70 ms", np.array([])) == 0.0
    assert math.isnan(figure("F 70 ms", None))
