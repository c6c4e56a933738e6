"""How well a tempo is told, tick by tick.

Acc1 is the share within 4 % of the true tempo; Acc2 the same but for a factor of 2 or 3 (Gouyon et al.,
IEEE Trans. Audio, Speech, Language Process. 14(5), 2006). A way that knows no tempo yet says 0, and that
is counted as the error it is.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bridge.types import TICK
from models.leader.judge import survival
from models.leader.judge.changes import Span, ramps, steady, steps
from models.leader.judge.measure import UNHEARD, Measure, mean_of, per_cent, ratio
from models.leader.judge.survival import LENGTHS, Wait
from models.leader.takes import F64, Answer, Flags, Heard

CLOSE = 0.04
LEVELS = (1.0, 2.0, 3.0, 1 / 2, 1 / 3)
STAY = 20
"""Ticks for which a tempo must stay right to have settled: a chance crossing is none."""
LONGEST_LAG = 50
"""Ticks: the longest lag that is looked for, and what a ramp that was not followed at all counts as."""


def near(said: F64, true: F64, factor: float = 1.0, within: float = CLOSE) -> Flags:
    """Where ``said`` times ``factor`` is within a share of ``true``."""
    return np.asarray(np.abs(said * factor / true - 1.0) <= within)


def near_any_level(said: F64, true: F64) -> Flags:
    """Where a tempo is right but for a factor of 2 or 3."""
    return np.asarray(np.any([near(said, true, level) for level in LEVELS], axis=0))


def octave_errors(said: F64, true: F64) -> float:
    """Times at which the tempo goes to another metrical level of the truth, a start there included."""
    wrong = near_any_level(said, true) & ~near(said, true)
    return float(np.sum(np.diff(wrong.astype(int), prepend=0) == 1))


def settling(said: F64, true: F64, within: float) -> list[Wait]:
    """After each step of the truth: seconds until the tempo is within a share of it and stays for 2 s.

    A wait is cut off where the truth moves on before that.
    """
    return [_wait(near(said[s.start : s.end], true[s.start : s.end], within=within)) for s in steps(true)]


def _wait(right: Flags) -> Wait:
    runs = np.lib.stride_tricks.sliding_window_view(right, STAY).all(1) if len(right) >= STAY else right[:0]
    return (float(runs.argmax() * TICK), True) if runs.any() else (len(right) * TICK, False)


def ramp_lags(said: F64, true: F64) -> F64:
    """Seconds by which the tempo is late on each ramp of the truth: the best shift, metrical level aside."""
    return np.array([_lag(said, true, ramp) for ramp in ramps(true)]) * TICK


def _lag(said: F64, true: F64, ramp: Span) -> float:
    shifts = range(min(LONGEST_LAG, len(said) - ramp.end) + 1)
    errors = [_folded(said[ramp.start + s : ramp.end + s], true[ramp.start : ramp.end]) for s in shifts]
    best = int(np.argmin(errors))
    return float(best if errors[best] <= CLOSE else LONGEST_LAG)


def _folded(said: F64, true: F64) -> float:
    """Mean relative error on the metrical level that fits best."""
    return min(float(np.mean(np.abs(said * level / true - 1.0))) for level in LEVELS)


def unsteadiness(said: F64, true: F64) -> F64:
    """Standard deviation over mean of told against true BPM in each steady stretch, in per cent.

    Ticks that are off by more than 4 % are left out: they are counted as errors of level and of settling.
    """
    told = [said[s.start : s.end] / true[s.start : s.end] for s in steady(true)]
    right = [ratios[np.abs(ratios - 1.0) <= CLOSE] for ratios in told]
    return np.array([100.0 * r.std() / r.mean() for r in right if len(r) >= STAY])


Sums = Callable[[F64, F64], F64]


def _known(count: Sums, width: int = 2) -> Callable[[Heard, Answer], F64]:
    """Sums of a piece from told and true BPM after the first 5 s; nothing where either is not told."""

    def sums(heard: Heard, answer: Answer) -> F64:
        true = heard.bpm[UNHEARD:]
        if answer.bpm is None or not (true > 0).all() or not len(true):
            return np.zeros(width)
        return count(answer.bpm[UNHEARD : len(heard.bpm)], true)

    return sums


def _by_track(right: Callable[[F64, F64], Flags]) -> Sums:
    """Of the medians of told and true tempo, one verdict a piece."""
    return lambda said, true: mean_of(
        right(np.atleast_1d(np.median(said)), np.atleast_1d(np.median(true))).astype(float)
    )


def _rooted(sums: F64) -> F64:
    return np.asarray(np.sqrt(ratio(sums)))


def _minutes(true: F64) -> float:
    return len(true) * TICK / 60.0


TEMPO = (
    Measure("MSE", "BPM²", -1, _known(lambda s, t: mean_of((s - t) ** 2))),
    Measure("RMSE", "BPM", -1, _known(lambda s, t: mean_of((s - t) ** 2)), _rooted),
    Measure("MAE", "BPM", -1, _known(lambda s, t: mean_of(np.abs(s - t)))),
    Measure("Acc1", "%", 1, _known(lambda s, t: mean_of(near(s, t).astype(float))), per_cent),
    Measure("Acc2", "%", 1, _known(lambda s, t: mean_of(near_any_level(s, t).astype(float))), per_cent),
    Measure("Acc1 by track", "%", 1, _known(_by_track(near)), per_cent),
    Measure("Acc2 by track", "%", 1, _known(_by_track(near_any_level)), per_cent),
    Measure("octave errors", "/min", -1, _known(lambda s, t: np.array([octave_errors(s, t), _minutes(t)]))),
    Measure(
        "settle to 2 %",
        "s",
        -1,
        _known(lambda s, t: survival.counted(settling(s, t, 0.02)), 2 * LENGTHS),
        survival.median,
    ),
    Measure(
        "settle to 4 %",
        "s",
        -1,
        _known(lambda s, t: survival.counted(settling(s, t, 0.04)), 2 * LENGTHS),
        survival.median,
    ),
    Measure("ramp lag", "s", -1, _known(lambda s, t: mean_of(ramp_lags(s, t)))),
    Measure("unsteadiness", "%", -1, _known(lambda s, t: mean_of(unsteadiness(s, t)))),
)
"""How the tempo is judged, in the order of the tables."""
