"""Which of the hypotheses to believe, and where new ones come from.

The believed one keeps being believed until another explains the last seconds clearly better.
New ones branch off its recent past, as if the tempo had changed there, and are played the
onsets since, so that a step of tempo is understood two or three beats after it happened.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bridge.clock.bank import Bank, Match
from bridge.clock.level import SAME

WALKS = (0.003, 0.012, 0.05)
"""Relative SD of the tempo after a second: a machine, a band, a band that is changing."""
TRENDS = (-0.03, -0.02, 0.02, 0.03)
"""Relative changes of the tempo in a second that are tried beside an even one: ritardando, accelerando."""
TREND_WALK = 0.006
"""The walk of a tempo that has a trend."""
SHY = (0.5, 1.5)
"""Nats by which another walk, and another trend, is behind the believed one when it is tried."""
FACTORS = (0.82, 0.88, 0.92, 0.96, 1.04, 1.08, 1.13, 1.2)
"""Tempo changes that are tried."""
BACK = (0.6, 1.2, 1.8, 2.4)
"""Seconds ago at which they are tried."""
KEPT = 20
"""Hypotheses that live on."""
MARGIN = 1.5
"""Nats by which another must be better before it is believed."""
SLACK = 1.05
"""Factor by which a tempo may leave the range that is believed; one that would be farther out is left behind
by the band, and the beat is looked for anew."""
BEYOND = 4.0
"""Nats that it costs to have been farther out, twice a second: rivals at other levels are believed sooner."""

Row = tuple[float, float, float, float]
"""Position, rate, walk and trend of one hypothesis."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An onset as the tracker sees it: offset-corrected time, timing noise (s), weight 0 to 1."""

    t: float
    sd: float
    weight: float


class Tracker:
    """The believed hypothesis (row 0 of the bank) and its rivals. Pure; one thread.

    ``between`` the slowest and the fastest BPM that is believed; wider if it is seated outside of that.
    """

    def __init__(
        self,
        t: float,
        phi: float,
        bpm: float,
        restless: float = 1.0,
        between: tuple[float, float] = (0.0, math.inf),
    ) -> None:
        self._between = between
        self._walks = np.array(WALKS) * restless
        self._manners = (
            np.concatenate([self._walks, np.full(len(TRENDS), TREND_WALK * restless)]),
            np.concatenate([np.zeros(len(WALKS)), TRENDS]),
            np.repeat(SHY, [len(WALKS), len(TRENDS)]),
        )
        self._recent: deque[Heard] = deque()
        self._past: deque[tuple[float, float, float, float]] = deque(maxlen=32)
        self.seat(t, phi, bpm)

    @property
    def t(self) -> float:
        """Stream time up to which it has come."""
        return self._bank.t

    @property
    def nu(self) -> float:
        """Believed beats a second."""
        return float(self._bank.nu[0])

    @property
    def bpm(self) -> float:
        """Believed tempo in BPM."""
        return 60.0 * self.nu

    @property
    def trend(self) -> float:
        """By what part the believed tempo grows in a second."""
        return float(self._bank.trend[0])

    def beat_at(self, t: float) -> float:
        """Believed beat position at stream time ``t``."""
        return float(self._bank.phi[0]) + (t - self._bank.t) * self.nu

    def seat(self, t: float, phi: float, bpm: float) -> None:
        """Begin anew: the position is ``phi`` beats at ``t``, the tempo ``bpm``."""
        n = len(self._walks)
        low, high = self._between
        self._slowest, self._fastest = min(low, bpm) / SLACK / 60, max(high, bpm) * SLACK / 60
        self._bank = Bank.seeded(t, np.full(n, phi), np.full(n, bpm), self._walks, np.zeros(n), 0.04, 0.02)
        self._past.clear()

    def predict(self, t: float) -> None:
        """Walk on to stream time ``t``."""
        self._bank = self._bank.predict(t)

    def hear(self, onset: Heard) -> Match:
        """Take in an onset; how it met the believed beat."""
        match = self._bank.match(0, onset.t, onset.sd)
        self._bank = self._bank.hear(onset.t, onset.sd, onset.weight)
        self._recent.append(onset)
        while self._recent and self._recent[0].t < onset.t - 2 * max(BACK):
            self._recent.popleft()
        self._believe()
        return match

    def hear_tempo(self, bpm: float, sd: float, trust: float) -> None:
        """Take in the model's tempo at the followed level: what is far from it loses score, no more."""
        close = abs(bpm / 60.0 / self._bank.nu - 1.0) < SAME
        self._bank = self._bank.hear_tempo(np.where(close, bpm, np.nan), sd, trust)
        self._believe()

    def doubt(self, bpm: float | None, since: float, phase: Callable[[float], float | None]) -> None:
        """`branch`, then `propose` the beat position that ``phase`` gives for the believed tempo, if any.

        In one walk, which costs half as much, unless branching changes what tempo is believed.
        """
        now, before = self._bank.t, self.bpm
        phi = phase(before)
        other = self._branch(bpm, [] if phi is None else [self._elsewhere(now, phi, since)])
        if self.bpm != before:
            phi = phase(self.bpm)
            other = None if phi is None else self._replayed([self._elsewhere(now, phi, since)], now)
        if other is not None:
            self._join(other)

    def branch(self, bpm: float | None) -> None:
        """Try other tempi from a moment ago on, and ``bpm`` if the model insists on it."""
        self._branch(bpm, [])

    def propose(self, t: float, phi: float, since: float) -> None:
        """Try a beat whose position is ``phi`` at ``t``, played since ``since``."""
        self._join(self._replayed([self._elsewhere(t, phi, since)], t))

    def change_level(self, factor: float, t: float) -> None:
        """``factor`` times the tempo from ``t``, which lies on a beat, on."""
        self.predict(t)
        self.seat(t, float(round(self.beat_at(t))), self.bpm * factor)

    def _branch(self, bpm: float | None, beside: Sequence[Bank]) -> Bank | None:
        """Branch, and walk older seeds ``beside`` along: those are given back, not yet joined."""
        now = self._bank.t
        factors = FACTORS if bpm is None else (*FACTORS, bpm / self.bpm)
        seeds = [seed for back in BACK if (seed := self._branch_of(now - back, factors)) is not None]
        walked = self._replayed([*seeds, *beside], now) if seeds or beside else None
        branched = sum(seed.size for seed in seeds)
        if walked is not None:
            self._bank = self._bank.joined(walked.rows(np.arange(branched)))
        self._rest(now)
        self._prune()
        return walked.rows(np.arange(branched, walked.size)) if walked is not None and beside else None

    def _elsewhere(self, t: float, phi: float, since: float) -> Bank:
        start = np.full(1, phi - (t - since) * self.nu)
        return Bank.seeded(since, start, start * 0 + self.bpm, self._walks[1:2], start * 0, 0.05, 0.02)

    def _join(self, other: Bank) -> None:
        self._bank = self._bank.joined(other)
        self._prune()

    def _branch_of(self, t: float, factors: tuple[float, ...]) -> Bank | None:
        past = next((p for p in reversed(self._past) if p[0] <= t), None)
        if past is None:
            return None
        at, phi, bpm, score = past
        n = len(factors)
        return Bank.seeded(
            at,
            np.full(n, phi),
            bpm * np.array(factors),
            np.full(n, self._walks[1]),
            np.full(n, score - 1.0),
            0.03,
            0.02,
        )

    def _replayed(self, seeds: Sequence[Bank], now: float) -> Bank:
        """The ``seeds``, latest first, each played the onsets since it; in one walk, which costs less."""
        *waiting, bank = seeds
        since = bank.t
        for onset in self._recent:
            if onset.t > since:
                bank = bank.predict(onset.t)
                while waiting and waiting[-1].t < onset.t:
                    bank = waiting.pop().predict(bank.t).joined(bank)
                bank = bank.hear(onset.t, onset.sd, onset.weight)
        bank = bank.predict(now)
        while waiting:
            bank = waiting.pop().predict(now).joined(bank)
        return bank

    def _rest(self, now: float) -> None:
        """Remember where the believed one is, and let it be believed with every walk and every trend."""
        walks, trends, shy = self._manners
        believed = self._bank.rows(np.zeros(len(walks), dtype=np.intp))
        self._past.append((now, float(believed.phi[0]), self.bpm, float(believed.score[0])))
        self._bank = self._bank.joined(
            believed._replace(walk=walks, trend=trends, score=believed.score - shy)
        )

    def _believe(self) -> None:
        best = int(np.argmax(self._bank.score))
        if best and self._bank.score[best] > self._bank.score[0] + MARGIN:
            order = np.arange(self._bank.size)
            order[0], order[best] = best, 0
            self._bank = self._bank.rows(order)

    def _prune(self) -> None:
        """Keep the best that differ; the believed one stays first."""
        bank = self._bank
        inside = np.clip(bank.nu, self._slowest, self._fastest)
        bank = bank._replace(nu=inside, score=bank.score - BEYOND * (inside != bank.nu))
        # Plain numbers: of arrays, each single one would cost ten times as much.
        columns = (bank.phi, bank.nu, bank.walk, bank.trend)
        rows = list(zip(*(column.tolist() for column in columns), strict=True))
        kept: list[int] = [0]
        for i in np.argsort(-bank.score).tolist():
            if len(kept) == KEPT:
                break
            if i and not any(_same(rows[i], rows[k]) for k in kept):
                kept.append(i)
        self._bank = bank.rows(np.array(kept, dtype=np.intp))
        self._believe()


def _same(one: Row, other: Row) -> bool:
    phi, nu, *manner = one
    phi_too, nu_too, *manner_too = other
    apart = abs((phi - phi_too + 0.5) % 1.0 - 0.5)
    return manner == manner_too and apart < 0.03 and abs(nu / nu_too - 1.0) < 0.012
