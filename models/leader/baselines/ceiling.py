"""The ceiling: a Bayes filter that knows how the ensembles were made, but not who leads when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bridge.errors import BridgeError
from models.leader.baselines.laws import Flags, Gains, members, step
from models.leader.baselines.switching import Belief, moved, switched, told
from models.leader.baselines.told_notes import SOURCES, Told
from models.leader.baselines.ways import Way, held
from models.leader.ensembles.conditions import Conditions
from models.leader.takes import F64, Answer, Heard, Law, Take

CHANGE = 0.006
"""Standard deviation of the intended tempo's change from beat to beat, as a share."""
OFFSET = 0.008
"""Seconds: standard deviation of the players' constant earliness and their detectors' delay."""


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
    """What holds for a whole take: its law, the population, and mean gains of each hypothesis."""

    law: Law
    conditions: Conditions
    gains: F64
    click: F64

    def steps(self, sounding: Flags) -> F64:
        """``(H, D, D)`` while these play."""
        families = members(self.law)
        return np.array([step(families, g, c, sounding) for g, c in zip(self.gains, self.click, strict=True)])

    def noise(self, period: float) -> F64:
        """``(H, D, D)`` of one beat of ``period`` seconds."""
        n = len(self.law.keeper)
        wander, rehearsed = _middle(self.conditions.wander), _middle(self.conditions.rehearsed)
        noise = np.zeros((n + 2, 5 * n + 2, 5 * n + 2))
        for hypothesis in range(n + 2):
            share = np.full(n, rehearsed if hypothesis <= n else 0.0)
            share[hypothesis : hypothesis + 1] = 1.0
            change = CHANGE**2 * np.outer(share, share) + wander**2 * np.eye(n)
            for row in (slice(0, n), slice(3 * n, 4 * n)):
                for column in (slice(0, n), slice(3 * n, 4 * n)):
                    noise[hypothesis, row, column] = period**2 * change
        own = np.diag(self.law.keeper**2 + 2.0 * self.law.motor**2)
        noise[:, :n, :n] += own
        noise[:, 5 * n, 5 * n], noise[:, 5 * n + 1, 5 * n + 1] = 1e-3**2, (1e-3 * period) ** 2
        return noise

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
    mean = np.concatenate([np.repeat(start - period * np.arange(3), n), np.full(n, period), np.zeros(n)])
    mean = np.concatenate([mean, [start, period]])
    spread = np.concatenate(
        [np.full(3 * n, 0.03), np.full(n, 0.03 * period), np.full(n, OFFSET), [0.03, 0.02]]
    )
    hypotheses = n + 2
    return Belief(prior, np.tile(mean, (hypotheses, 1)), np.tile(np.diag(spread**2), (hypotheses, 1, 1)))


def _posteriors(take: Take, law: Law, told_of: Told, conditions: Conditions) -> Iterator[tuple[float, F64]]:
    """After each beat: when all that was used was known, and the chance of each hypothesis."""
    n = len(take.parts)
    model = _Model(law, conditions, *Gains.of(law, conditions).shapes(n))
    steps: dict[bytes, F64] = {}
    belief, known = _first(take, model.prior(~take.resting[0])), 0.0
    for beat in range(1, len(take.beats)):
        sounding = ~take.resting[beat - 1]
        key = sounding.tobytes()
        if key not in steps:
            steps[key] = model.steps(sounding)
        period = max(float(belief.chance @ belief.mean[:, 3 * n : 4 * n].mean(1)), 0.1)
        stay = np.exp(-period / law.handover)
        prior = model.prior(sounding)
        belief = switched(belief, stay * np.eye(n + 2) + (1.0 - stay) * prior)
        belief = moved(belief, steps[key], model.noise(period))
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
