"""The ceiling: a Bayes filter that knows how the ensembles were made, but not who leads when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from bridge.errors import BridgeError
from models.leader.baselines.laws import Gains, Motion, typical
from models.leader.baselines.switching import Belief, moved, switched, told
from models.leader.baselines.told_notes import SOURCES, Told
from models.leader.baselines.ways import Way, held
from models.leader.ensembles.conditions import Conditions
from models.leader.takes import F64, Answer, Flags, Heard, Law, Take

CHANGE = 0.004
"""Standard deviation of the intended tempo's change from beat to beat, as a share."""
OFFSET = 0.008
"""Seconds: standard deviation of the players' constant earliness and their detectors' delay."""
CLICK = 1e-3
"""Seconds, and share of the period: standard deviation of what a click does by chance."""


def ceiling(source: str, conditions: Conditions) -> Way:
    """The filter that is told a source of `SOURCES` of takes drawn under ``conditions``.

    It raises `BridgeError` on a take that no generator made.
    """

    def way(heard: Heard) -> Answer:
        if heard.take is None or heard.take.law is None:
            raise BridgeError(f"{heard.name} has no known law: ask for the ceiling of simulated takes only")
        told_of = SOURCES[source](heard, heard.take)
        known, shares = zip(*_posteriors(heard.take, heard.take.law, told_of, conditions), strict=True)
        return Answer(shares=_at_ticks(heard, np.array(known), np.array(shares)))

    return way


def _at_ticks(heard: Heard, known: F64, shares: F64) -> F64:
    """Shares ``(T, N + 1)`` from posteriors ``(K, N + 2)`` known at ascending seconds ``(K,)``."""
    beat = held(heard, known, np.arange(1.0, len(known) + 1.0), before=0.0).astype(np.intp)
    players = shares.shape[1] - 2
    merged = np.concatenate([shares[:, :players], shares[:, players:].sum(1, keepdims=True)], axis=1)
    return np.concatenate([np.full((1, players + 1), 1.0 / (players + 1)), merged])[beat]


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """What holds for a whole take: its law, the population, and how each hypothesis's ensemble moves."""

    law: Law
    conditions: Conditions
    motions: tuple[Motion, ...]

    @classmethod
    def of(cls, law: Law, conditions: Conditions) -> _Model:
        family, players = typical(law), len(law.keeper)
        shapes = zip(*Gains.of(law, conditions).shapes(players), strict=True)
        return cls(law, conditions, tuple(Motion(family, gains, click) for gains, click in shapes))

    def moved(self, belief: Belief, sounding: Flags, period: float) -> Belief:
        """One beat on, while these play."""
        heard = [replace(motion, gains=motion.gains * sounding) for motion in self.motions]
        mean, step = zip(
            *(motion.step(state) for motion, state in zip(heard, belief.mean, strict=True)), strict=True
        )
        return moved(belief, np.array(mean), np.array(step), self._noise(period))

    def _noise(self, period: float) -> F64:
        """``(H, D, D)`` of one beat of ``period`` seconds: a leader makes all of a change of tempo."""
        n = len(self.law.keeper)
        own = np.diag(self.law.keeper**2 + 2.0 * self.law.motor**2)
        wander = _middle(self.conditions.wander) ** 2 * np.eye(n)
        noise = np.zeros((n + 2, 5 * n + 2, 5 * n + 2))
        for hypothesis, each in enumerate(noise):
            share = np.full(n, _middle(self.conditions.rehearsed) * (hypothesis <= n))
            share[hypothesis : hypothesis + 1] = 1.0
            change = period**2 * (CHANGE**2 * np.outer(share, share) + wander)
            both = np.kron([[1, 0, 0, 1, 0]], np.eye(n)).T
            each[: 5 * n, : 5 * n] = both @ change @ both.T
            each[:n, :n] += own
        noise[:, 5 * n :, 5 * n :] = np.diag([CLICK**2, (CLICK * period) ** 2])
        return noise

    def transition(self, sounding: Flags, period: float) -> F64:
        """Chances ``(H, H)`` to go over in one beat; a leader who rests leads no more."""
        stay = np.exp(-period / self.law.handover) * np.append(sounding, [True, True])
        return np.asarray(np.diag(stay) + (1.0 - stay)[:, None] * self.prior(sounding))

    def prior(self, sounding: Flags) -> F64:
        """Chance of each hypothesis ``(H,)`` at a change; who rests does not lead."""
        led = sounding / sounding.sum()
        shared = np.array([self.conditions.no_leader, self.conditions.click])
        return np.concatenate([(1.0 - shared.sum()) * led, shared])


def _middle(span: tuple[float, float]) -> float:
    return sum(span) / 2.0


def _first(take: Take, prior: F64) -> Belief:
    """Regular beats at about the first tempo."""
    n, period = len(take.parts), 60.0 / float(take.bpm[0])
    start = float(np.median(take.beats[0]))
    back = np.repeat(start - period * np.arange(3), n)
    mean = np.concatenate([back, np.full(n, period), np.zeros(n), [start, period]])
    spread = np.repeat([0.03, 0.03 * period, OFFSET, 0.03], [3 * n, n, n, 2])
    return Belief(prior, np.tile(mean, (n + 2, 1)), np.tile(np.diag(spread**2), (n + 2, 1, 1)))


def _posteriors(take: Take, law: Law, told_of: Told, conditions: Conditions) -> Iterator[tuple[float, F64]]:
    """After each beat: when all that was used was known, and the chance of each hypothesis."""
    n = len(take.parts)
    model = _Model.of(law, conditions)
    belief, known = _first(take, model.prior(~take.resting[0])), 0.0
    for beat in range(1, len(take.beats)):
        sounding = ~take.resting[beat - 1]
        period = max(float(belief.chance @ belief.mean[:, 3 * n : 4 * n].mean(1)), 0.1)
        belief = switched(belief, model.transition(sounding, period))
        belief = model.moved(belief, sounding, period)
        here = (told_of.place > beat - 1) & (told_of.place <= beat)
        belief = told(belief, *_observed(told_of, here, beat, n))
        known = max(known, float(told_of.known[here].max(initial=0.0)))
        yield known, belief.chance


def _observed(told_of: Told, here: Flags, beat: int, n: int) -> tuple[F64, F64, F64]:
    """Observations as combinations of the last two beats and the offset: ``(M, D)``, ``(M,)``, ``(M,)``."""
    player, after = told_of.player[here], told_of.place[here] - (beat - 1)
    rows = np.arange(len(player))
    seen = np.zeros((len(player), 5 * n + 2))
    seen[rows, player], seen[rows, n + player], seen[rows, 4 * n + player] = after, 1.0 - after, 1.0
    return seen, told_of.time[here], told_of.spread[player] ** 2
