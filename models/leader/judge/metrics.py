"""What is measured: tempo errors and leader decisions, as pure functions of arrays.

Acc1 is the share of ticks within 4 % of the true tempo; Acc2 the same but for a factor of 2 or 3
(Gouyon et al., IEEE Trans. Audio, Speech, Language Process. 14(5), 2006).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Index = NDArray[np.intp]

CLOSE = 0.04
LEVELS = (1.0, 2.0, 3.0, 1 / 2, 1 / 3)


def tempo_scores(heard: F64, true: F64) -> dict[str, float]:
    """MSE and MAE in BPM, Acc1 and Acc2 in per cent, of BPM ``(T,)`` against the truth ``(T,)``."""
    error = heard - true
    close = [np.abs(heard * level / true - 1.0) <= CLOSE for level in LEVELS]
    return {
        "mse": float(np.mean(error**2)),
        "mae": float(np.mean(np.abs(error))),
        "acc1": 100.0 * float(np.mean(close[0])),
        "acc2": 100.0 * float(np.mean(np.any(close, axis=0))),
    }


def octave_errors(heard: F64, true: F64, minutes: float) -> float:
    """Times a minute at which the tempo goes to another metrical level of the truth."""
    wrong = np.any([np.abs(heard * level / true - 1.0) <= CLOSE for level in LEVELS[1:]], axis=0)
    return float(np.sum(np.diff(wrong.astype(int)) == 1) / minutes)


def accuracy(chosen: Index, leader: Index) -> float:
    """Per cent of the ticks with a true leader (not negative) on which it was chosen."""
    led = leader >= 0
    return 100.0 * float(np.mean(chosen[led] == leader[led])) if led.any() else float("nan")


def log_loss(shares: F64, leader: Index) -> float:
    """Mean −ln of the share given to the truth; ``shares`` ``(T, N + 1)``, a negative leader is nobody."""
    return float(-np.mean(np.log(np.maximum(shares[np.arange(len(leader)), leader], 1e-6))))


def auc(score: F64, truth: NDArray[np.bool_]) -> float:
    """Chance that a true case scores above a false one (area under the ROC curve)."""
    order = np.argsort(score, kind="stable")
    rank = np.empty(len(score))
    rank[order] = np.arange(1, len(score) + 1)
    yes, no = int(truth.sum()), int((~truth).sum())
    return float((rank[truth].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else float("nan")
