"""What a model of timing answers."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from models.leader.takes import F64


class Family(Protocol):
    """A law by which players correct themselves after each beat."""

    def correct(self, beats: F64, period: F64, gains: F64) -> tuple[F64, F64]:
        """Seconds to take from each player's next beat and from his period: two of ``(N,)``.

        ``beats`` ``(3, N)`` seconds of the last three beats, the newest last; ``period`` ``(N,)``
        seconds; ``gains`` ``(N, N)``, the row's towards the column, 0 where nothing is heard.
        """
        ...


def pull(late: F64, gains: F64) -> F64:
    """Sum over the others of gain times lateness, ``(N,)`` s; both ``(N, N)``, the row's to the column."""
    return np.asarray((gains * late).sum(axis=1))


def lateness(beats: F64) -> F64:
    """How late each player (row) was against each other (column), ``(N, N)`` s, of one beat ``(N,)``."""
    return beats[:, None] - beats[None, :]
