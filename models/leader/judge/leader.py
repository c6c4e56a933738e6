"""How well the leader is told, and how far its shares can be believed.

Only ticks whose truth is known, after the first 5 s, are judged. The leader told is the bus with the
largest share, as the goals say; hand-overs are those of the bridge's own `Chooser` on the same shares.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.leader.judge import survival
from models.leader.judge.hand_overs import false_hand_overs, hand_over_waits, named
from models.leader.judge.measure import UNHEARD, Measure, mean_of, per_cent, share_of
from models.leader.judge.nobody import STEPS, auc, nobody_counts, recall_at_few_alarms
from models.leader.judge.survival import LENGTHS
from models.leader.takes import F64, UNKNOWN, Answer, Flags, Heard, Index

SURE = 0.8
BINS = 10
"""Bins of the reliability diagram, equally wide."""


def credit(shares: F64, leader: Index) -> F64:
    """1 where the leader has the largest share of the buses, a part of it among equals, else 0: ``(T,)``."""
    buses = shares[:, :-1]
    best = buses == buses.max(1, keepdims=True)
    named = best[np.arange(len(leader)), np.maximum(leader, 0)] / best.sum(1)
    return np.where(leader >= 0, named, 0.0)


def accuracy(shares: F64, leader: Index) -> F64:
    """Right ticks, and ticks with a leader; nobody's share is left aside."""
    return mean_of(credit(shares, leader)[leader >= 0])


def chance(shares: F64, leader: Index) -> F64:
    """What naming a bus by lot would get right, and ticks with a leader."""
    led = float(np.sum(leader >= 0))
    return np.array([led / (shares.shape[1] - 1), led])


def macro(shares: F64, leader: Index) -> F64:
    """Recall of each bus that led, and how many did: a long reign counts as much as a short one."""
    right = credit(shares, leader)
    return mean_of(np.array([right[leader == bus].mean() for bus in np.unique(leader[leader >= 0])]))


def log_loss(shares: F64, leader: Index) -> F64:
    """−ln of the share given to the truth, nobody (−1) being the last; at most 13.8."""
    return mean_of(-np.log(np.maximum(shares[np.arange(len(leader)), leader], 1e-6)))


def brier(shares: F64, leader: Index) -> F64:
    """Squared distance of the shares from the truth, 0 to 2 (Brier, Mon. Weather Rev. 78, 1950)."""
    truth = np.zeros_like(shares)
    truth[np.arange(len(leader)), leader] = 1.0
    return mean_of(((shares - truth) ** 2).sum(1))


def reliability(shares: F64, leader: Index) -> F64:
    """Ticks, sum of the largest share and right ones in each bin of the largest share: ``(3 · BINS,)``."""
    best, who = shares.max(1), shares.argmax(1)
    right = who == leader % shares.shape[1]
    bins = np.minimum((best * BINS).astype(int), BINS - 1)
    return np.concatenate([np.bincount(bins, weights, BINS) for weights in (np.ones(len(best)), best, right)])


def calibration_error(sums: F64) -> F64:
    """Expected calibration error in per cent (Guo et al., ICML 2017) from sums of `reliability`."""
    count, sure, right = np.split(sums, 3, axis=-1)
    total = count.sum(-1)
    gap = 100.0 * np.abs(sure - right).sum(-1)
    return np.asarray(np.divide(gap, total, out=np.full(total.shape, np.nan), where=total > 0))


def precision_when_sure(shares: F64, leader: Index) -> F64:
    """Right ticks among those on which some bus has 0.8 or more; when nobody leads all are wrong."""
    buses = shares[:, :-1]
    return share_of(buses.argmax(1) == leader, buses.max(1) >= SURE)


def coverage_when_sure(shares: F64, leader: Index) -> F64:
    """Ticks on which some bus has 0.8 or more, among all."""
    return share_of(shares[:, :-1].max(1) >= SURE, np.ones(len(leader), dtype=bool))


Count = Callable[[F64, Index], F64]


def judged(heard: Heard, answer: Answer) -> Flags:
    """Ticks ``(T,)`` that count: the truth is known, 5 s have passed, and shares are told."""
    told = answer.shares is not None
    return np.asarray((heard.leader != UNKNOWN) & (np.arange(len(heard.leader)) >= UNHEARD) & told)


def _counted(count: Count, width: int = 2) -> Callable[[Heard, Answer], F64]:
    """Sums of a piece from shares and truth where they are judged; nothing where none is."""

    def sums(heard: Heard, answer: Answer) -> F64:
        here = judged(heard, answer)
        if answer.shares is None or not here.any():
            return np.zeros(width)
        return count(answer.shares[: len(here)][here], heard.leader[here])

    return sums


def _named(count: Callable[[Index, Index], F64], width: int = 2) -> Callable[[Heard, Answer], F64]:
    """Sums of a piece from whom the bridge would name, which hangs on all that came before."""

    def sums(heard: Heard, answer: Answer) -> F64:
        here = judged(heard, answer)
        if answer.shares is None or not here.any():
            return np.zeros(width)
        return count(named(answer.shares[: len(here)])[here], heard.leader[here])

    return sums


def _waits(chosen: Index, leader: Index) -> F64:
    return survival.counted(hand_over_waits(chosen, leader))


LEADER = (
    Measure("chance", "%", 1, _counted(chance), per_cent),
    Measure("accuracy", "%", 1, _counted(accuracy), per_cent),
    Measure("macro accuracy", "%", 1, _counted(macro), per_cent),
    Measure("log loss", "nats", -1, _counted(log_loss)),
    Measure("Brier", "0–2", -1, _counted(brier)),
    Measure("calibration error", "%", -1, _counted(reliability, 3 * BINS), calibration_error),
    Measure("precision at p ≥ .8", "%", 1, _counted(precision_when_sure), per_cent),
    Measure("coverage at p ≥ .8", "%", 1, _counted(coverage_when_sure), per_cent),
    Measure("hand-over delay", "s", -1, _named(_waits, 2 * LENGTHS), survival.median),
    Measure("false hand-overs", "/min", -1, _named(false_hand_overs)),
    Measure("nobody AUC", "0–1", 1, _counted(nobody_counts, 2 * (STEPS + 1)), auc),
    Measure(
        "nobody recall at 5 % false", "%", 1, _counted(nobody_counts, 2 * (STEPS + 1)), recall_at_few_alarms
    ),
)
"""How the leader is judged, in the order of the tables."""


def _of_role(role: str) -> Callable[[Heard, Answer], F64]:
    def sums(heard: Heard, answer: Answer) -> F64:
        wanted = np.array([bus for bus, name in enumerate(heard.roles) if name == role], dtype=np.intp)

        def count(shares: F64, leader: Index) -> F64:
            return mean_of(credit(shares, leader)[np.isin(leader, wanted)])

        return _counted(count)(heard, answer)

    return sums


def _of_size(low: int, high: int) -> Callable[[Heard, Answer], F64]:
    def sums(heard: Heard, answer: Answer) -> F64:
        return _counted(accuracy)(heard, answer) if low <= len(heard.buses) <= high else np.zeros(2)

    return sums


SIZES = ((2, 2), (3, 3), (4, 4), (5, 5), (6, 8), (9, 12), (13, 16))
ROLES = ("drums", "bass", "chords", "melody")
BY_SIZE = tuple(
    Measure(
        f"{low} players" if low == high else f"{low}–{high} players", "%", 1, _of_size(low, high), per_cent
    )
    for low, high in SIZES
)
"""Accuracy by the number of players."""
BY_ROLE = tuple(Measure(f"{role} leads", "%", 1, _of_role(role), per_cent) for role in ROLES)
"""Accuracy by the role of who leads."""
