"""Granger causality between the buses' timing: whose past deviations foretell the others' best.

Each bus's deviation from a common beat grid is a series; j leads i if j's last deviations better
the prediction of i's next beyond i's own (Granger, Econometrica 37(3), 1969; between the players of
a quartet: Glowinski et al., "Analysis of leadership in a string quartet", SBM workshop 2012).
"""

from __future__ import annotations

import numpy as np
from scipy.stats import f as fisher

from bridge.types import TICK
from models.leader.baselines.frames import frames
from models.leader.baselines.ways import one_hot, tick_times
from models.leader.takes import F64, Answer, Heard

ORDER = 2
"""Beats looked back."""
WINDOW = 32
"""Beats in the regression."""
REACH = 0.12
"""Periods within which an onset belongs to a beat."""
PULL = 0.2
"""Share of the onsets' mean deviation by which the grid follows."""
WAIT = 0.1
"""Seconds after a beat's reach until its onsets are known."""
RIDGE = 1e-7
"""Seconds² added to the diagonal, so that a silent bus can be regressed on."""


def granger(heard: Heard) -> Answer:
    """The bus that foretells the others most and is foretold least, over 32 beats."""
    beats, known = deviations(heard)
    chosen, now = np.zeros(len(heard.bpm), dtype=np.intp), 0
    for tick, count in enumerate(np.searchsorted(known, tick_times(heard), side="right")):
        if count > max(now, 4 * ORDER + 2):
            now = int(count)
            strength = causes(beats[max(now - WINDOW, 0) : now])
            chosen[tick:] = int((strength.sum(0) - strength.sum(1)).argmax())
    return Answer(shares=one_hot(chosen, len(heard.buses)))


def deviations(heard: Heard) -> tuple[F64, F64]:
    """Each bus's deviation in seconds from a grid that follows all, ``(K, N)``, NaN without an onset.

    The second array ``(K,)`` holds the seconds at which a beat's deviations are known.
    """
    period = np.array([0.5 * 2.0 ** frame.world[0] for frame in frames(heard)])
    onsets = _onsets(heard)
    rows, known, t = [], [], float(onsets[0, 0]) if len(onsets) else np.inf
    while t < TICK * len(period) - WAIT:
        beat = float(period[int(t / TICK)])
        until = t + REACH * beat + WAIT
        here = onsets[(np.abs(onsets[:, 0] - t) < REACH * beat) & (onsets[:, 2] <= until)]
        row = np.full(len(heard.buses), np.nan)
        row[here[:, 1].astype(np.intp)] = here[:, 0] - t
        rows.append(row)
        known.append(until)
        t += beat + (PULL * float(np.nanmean(row)) if len(here) else 0.0)
    return np.array(rows).reshape(len(rows), len(heard.buses)), np.array(known)


def _onsets(heard: Heard) -> F64:
    """Time, bus and arrival of all onsets ``(n, 3)``, in order of time."""
    place = {bus: i for i, bus in enumerate(heard.buses)}
    found = sorted((r.t, place[r.bus], r.arrived) for r in heard.readings if r.kind == "onset")
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def causes(series: F64) -> F64:
    """How clearly each column foretells each row, ``(N, N)``, from deviations ``(K, N)``.

    −ln p of the F test of an autoregression of order `ORDER` with the other's past against one
    without; a deviation that is NaN counts as the bus's mean.
    """
    count = np.maximum(np.isfinite(series).sum(0), 1)
    series = np.where(np.isfinite(series), series - np.nansum(series, axis=0) / count, 0.0)
    past = np.stack([series[ORDER - lag : len(series) - lag] for lag in range(1, ORDER + 1)])
    now, own = series[ORDER:], past.transpose(2, 1, 0)
    n = series.shape[1]
    pairs = np.concatenate([np.stack([own] * n, 1), np.stack([own] * n, 0)], axis=-1)
    alone = _unexplained(own, now.T)[:, None]
    both = _unexplained(pairs, np.broadcast_to(now.T[:, None], (n, n, len(now))))
    free = len(now) - 2 * ORDER
    ratio = np.maximum(alone / np.maximum(both, 1e-12) - 1.0, 0.0) * free / ORDER
    clear = -fisher.logsf(ratio, ORDER, free)
    return np.asarray(np.where(np.eye(n, dtype=bool), 0.0, clear))


def _unexplained(past: F64, now: F64) -> F64:
    """Sum of squares ``(...)`` left of ``now`` ``(..., K)`` by regression on ``past`` ``(..., K, p)``."""
    turned = past.swapaxes(-1, -2)
    square = turned @ past + RIDGE * np.eye(past.shape[-1])
    weight = np.linalg.solve(square, turned @ now[..., None])
    return np.asarray(((now - (past @ weight)[..., 0]) ** 2).sum(-1))
