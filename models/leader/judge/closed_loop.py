"""Players who also listen to the machine that follows them: does the loop stay calm?

Four players of the linear law (Vorberg & Schulze 2002; Wing et al. 2014): after each beat a player makes up
a share of his lateness against each other player and, with another gain, against the machine's beat, and
moves his period by a part of that. Their onsets go through the bridge's own session while it runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from bridge.types import HOP, RATE, Reading
from models.leader.judge.ours import clocked, session
from models.leader.takes import F64

GAINS = (0.0, 0.1, 0.25, 0.5)
"""With which the players correct towards the machine."""
SECONDS = 180.0
PLAYERS = 4
AMONG = 0.15
"""Gain of each pair of players, as real quartets show (Wing et al. 2014)."""
PERIOD = 0.1
"""Share of a correction that also changes the player's period."""
KEEPER, MOTOR, DETECTOR = 0.0145, 0.0035, 0.004
"""Standard deviations in seconds: timekeeper, movement, onset detection."""
LATE = 0.04
"""Seconds from a note to its reading."""
HEARS = 0.1
"""Seconds after his own beat up to which a player hears the machine's, before he plans the next."""
SETTLED = 20.0
"""Seconds that are not judged: the machine has to find the beat first."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One run: ``gain`` towards the machine; ``drift`` of the players' tempo, % a minute; ``farthest`` that
    it went from its start, %; mean and SD of the machine's ``asynchrony`` against the players' mean, s, + is
    late; ``lost`` share of the players' beats without one of the machine within a quarter of a beat."""

    gain: float
    drift: float
    farthest: float
    asynchrony: float
    spread: float
    lost: float


class Band:
    """The players, one beat at a time; ``beats`` are those planned so far, each ``(PLAYERS,)`` seconds."""

    def __init__(self, rng: Generator, gain: float, bpm: float) -> None:
        self._rng = rng
        self._gain = gain
        self._period = np.full(PLAYERS, 60.0 / bpm)
        self.beats = [0.5 + rng.normal(0.0, MOTOR, PLAYERS)]

    def plan(self, machine: F64) -> None:
        """Plan the beat after the last one, which has been played, given the machine's beats (s) so far."""
        here, rng = self.beats[-1], self._rng
        correction = AMONG * (here[:, None] - here).sum(1) + self._gain * lateness(
            here, machine, self._period
        )
        self._period = self._period - PERIOD * correction
        noise = rng.normal(0.0, KEEPER, PLAYERS) + rng.normal(0.0, MOTOR, PLAYERS)
        self.beats.append(here + self._period - correction + noise)


def lateness(beats: F64, machine: F64, period: F64) -> F64:
    """Of each of ``beats`` against the machine's nearest; 0 when that is a quarter of a period off."""
    if not len(machine):
        return np.zeros(len(beats))
    gap = beats[:, None] - machine
    nearest = gap[np.arange(len(beats)), np.abs(gap).argmin(1)]
    return np.where(np.abs(nearest) < period / 4, nearest, 0.0)


def closed_loop(
    model: Path | None, gain: float, seed: int, bpm: float = 112.0, seconds: float = SECONDS
) -> Loop:
    """Let the players and the bridge listen to each other for so long."""
    rng = np.random.default_rng(seed)
    band, names = Band(rng, gain, bpm), [f"player {i}" for i in range(PLAYERS)]
    coming = _onsets(rng, names, band.beats[0])
    following, machine = session(names, model), list[float]()
    for hop in range(1, round(seconds * RATE / HOP)):
        t = hop * HOP / RATE
        if t > band.beats[-1].max() + HEARS:
            band.plan(np.array(machine[-8:]))
            coming += _onsets(rng, names, band.beats[-1])
        here = tuple(sorted((r for r in coming if r.arrived <= t), key=lambda reading: reading.arrived))
        coming = [r for r in coming if r.arrived > t]
        machine += clocked(following.follow(t, here).beat)
    return _told(gain, np.array(band.beats[:-1]), np.array(machine))


def _onsets(rng: Generator, names: list[str], beats: F64) -> list[Reading]:
    heard = beats + rng.normal(0.0, DETECTOR, len(beats))
    late = heard + LATE + rng.uniform(0.0, 0.02, len(beats))
    return [
        Reading(name, "onset", t, arrived, 0.8)
        for name, t, arrived in zip(names, heard.tolist(), late.tolist(), strict=True)
    ]


def _told(gain: float, beats: F64, machine: F64) -> Loop:
    together = beats.mean(1)
    together = together[together > SETTLED]
    bpm = 60.0 / np.diff(together)
    smooth = np.convolve(bpm, np.ones(16) / 16, "valid")
    slope = np.polyfit(together[1:], bpm, 1)[0]
    gap = machine[None, :] - together[:, None]
    nearest = gap[np.arange(len(together)), np.abs(gap).argmin(1)]
    near = np.abs(nearest) < np.median(np.diff(together)) / 4
    return Loop(
        gain,
        float(100.0 * 60.0 * slope / bpm.mean()),
        float(100.0 * np.abs(smooth / smooth[0] - 1.0).max()),
        float(nearest[near].mean()),
        float(nearest[near].std()),
        float(1.0 - near.mean()),
    )
