"""How well beats are told, by `mir_eval.beat`; the first 5 s are left out, as it does."""

from __future__ import annotations

from collections.abc import Callable

import mir_eval.beat
import numpy as np

from models.leader.judge.measure import Measure, per_cent, ratio
from models.leader.takes import F64, Answer, Heard

Score = Callable[[F64, F64], float]


def _score(score: Score) -> Callable[[Heard, Answer], F64]:
    """Sums of a piece; one without two beats in truth, or a way that tells none, says nothing."""

    def sums(heard: Heard, answer: Answer) -> F64:
        true = mir_eval.beat.trim_beats(heard.beats)
        if answer.beats is None or len(true) < 2:
            return np.zeros(2)
        said = mir_eval.beat.trim_beats(np.asarray(answer.beats, dtype=float))
        return np.array([score(true, said) if len(said) > 1 else 0.0, 1.0])

    return sums


def _f(seconds: float) -> Score:
    return lambda true, said: float(mir_eval.beat.f_measure(true, said, f_measure_threshold=seconds))


def _continuity(which: int) -> Score:
    return lambda true, said: float(mir_eval.beat.continuity(true, said)[which])


BEATS = (
    Measure("F 70 ms", "%", 1, _score(_f(0.07)), per_cent),
    Measure("F 40 ms", "%", 1, _score(_f(0.04)), per_cent),
    Measure("F 20 ms", "%", 1, _score(_f(0.02)), per_cent),
    Measure("CMLc", "%", 1, _score(_continuity(0)), per_cent),
    Measure("CMLt", "%", 1, _score(_continuity(1)), per_cent),
    Measure("AMLc", "%", 1, _score(_continuity(2)), per_cent),
    Measure("AMLt", "%", 1, _score(_continuity(3)), per_cent),
    Measure("Cemgil", "%", 1, _score(lambda t, s: float(mir_eval.beat.cemgil(t, s)[0])), per_cent),
    Measure(
        "information gain", "0–1", 1, _score(lambda t, s: float(mir_eval.beat.information_gain(t, s))), ratio
    ),
)
"""How the beats are judged, in the order of the tables; a piece counts once, long or short."""
