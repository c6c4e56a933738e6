"""Gains of phase correction from beats, by least squares.

The linear law of Vorberg & Schulze (2002) solved for its gains, as Wing et al. (2014) do for
quartets; an error in the beats' own times biases them upwards.
"""

from __future__ import annotations

import numpy as np

from models.leader.takes import F64


def gains_of(beats: F64, period: F64 | None = None) -> tuple[F64, F64]:
    """Gains ``(N, N)``, the row's towards the column, and residual standard deviations ``(N,)`` in s.

    ``beats`` ``(K, N)`` seconds, NaN where a player has none; ``period`` ``(K − 1,)`` s that the players
    meant, taken from their intervals. The diagonal is 0.
    """
    n = beats.shape[1]
    deviation = np.diff(beats, axis=0) - (0.0 if period is None else period[:, None])
    gains, residual = np.zeros((n, n)), np.zeros(n)
    for i in range(n):
        others = np.flatnonzero(np.arange(n) != i)
        late = beats[:-1, i, None] - beats[:-1, others]
        rows = ~np.isnan(np.column_stack([late, deviation[:, i]])).any(axis=1)
        known = np.column_stack([late[rows], np.ones(rows.sum())])
        answer = np.linalg.lstsq(known, deviation[rows, i], rcond=None)[0]
        gains[i, others] = -answer[:-1]
        residual[i] = np.std(deviation[rows, i] - known @ answer)
    return gains, residual
