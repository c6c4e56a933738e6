"""How four players keep together: a simulation of sensorimotor synchronisation.

The linear phase and period correction model of ensemble timing (Vorberg & Schulze 2002; for
ensembles Wing, Endo, Bradbury & Vorberg 2014): each player's next beat is one period of its own
timekeeper on, corrected by a share of the asynchronies it heard at the last beat. The leader's
timekeeper is set by its own will and it corrects little; the others correct phase *and* period
towards the leader. So the leader turns first, and the others come after it.
"""

from __future__ import annotations

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

FIRST_BEAT = 0.2
"""Seconds of air before the first note."""
TIMEKEEPER_SD = 0.010
"""Seconds: noise of each interval a player times."""
MOTOR_SD = 0.004
"""Seconds: noise of each movement, which the timekeeper does not take on."""

# Quartets show .17 a pair; here followers listen harder, so that a minute is enough to hear it.
TO_LEADER = (0.35, 0.45, 0.40, 0.30)
TO_OTHERS = 0.03
FROM_LEADER = 0.02
PERIOD_TO_LEADER = 0.16


def phase_gains(leader: int, count: int) -> NDArray[np.float64]:
    """Share of each asynchrony that is corrected, ``(N, N)``: row listens to column."""
    gains = np.full((count, count), TO_OTHERS)
    gains[:, leader] = TO_LEADER[:count]
    gains[leader, :] = FROM_LEADER
    np.fill_diagonal(gains, 0.0)
    return gains


def simulate(
    leaders: NDArray[np.intp], tempo: NDArray[np.float64], count: int, seed: int
) -> NDArray[np.float64]:
    """When each player's own pulse reaches each beat.

    Parameters: ``leaders`` the leader's index at each beat ``(B,)``; ``tempo`` the BPM it means
    ``(B,)``; ``count`` N players. Gives float64 seconds ``(N, B)``. Noise is drawn beat by beat,
    so a longer piece begins exactly as a shorter one.
    """
    noise = default_rng([seed, 2]).normal(size=(len(tempo), 2, count))
    timekeeper, motor = noise[:, 0] * TIMEKEEPER_SD, noise[:, 1] * MOTOR_SD
    gains = [phase_gains(leader, count) for leader in range(count)]
    pulse = np.empty((len(tempo), count))
    pulse[0] = FIRST_BEAT + motor[0]
    period = np.full(count, 60 / tempo[0])
    for n in range(len(tempo) - 1):
        leader = leaders[n]
        asynchrony = pulse[n][:, None] - (pulse[n] + motor[n])[None, :]
        period[leader] = 60 / tempo[n]
        pulse[n + 1] = pulse[n] + period + timekeeper[n] - (gains[leader] * asynchrony).sum(axis=1)
        period -= PERIOD_TO_LEADER * asynchrony[:, leader] * (np.arange(count) != leader)
    return pulse.T.copy()
