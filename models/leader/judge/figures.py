"""The figures of a set: every way's, with intervals, and how far the model is ahead of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.leader.judge import survival
from models.leader.judge.candidates import BRIDGE, MODEL
from models.leader.judge.leader import BINS
from models.leader.judge.measure import Measure
from models.leader.judge.scores import MEASURES, TOPICS, Scores
from models.leader.judge.statistics import Interval, bootstrap, difference, holm, paired_p

SPEAKER = {"tempo": MODEL, "beats": BRIDGE, "leader": MODEL}
"""Which of our ways is compared with the baselines, by topic: the model tells no beats, the bridge does."""
UNCOMPARED = ("chance", "coverage at p ≥ .8")
"""What no way is better for: a way that names one bus without a doubt covers everything."""
SETTLING = ("settle to 2 %", "settle to 4 %")


def figures(scores: Scores) -> dict[str, Any]:
    """All figures of a set, as JSON can hold them; an interval is ``[value, low, high]``.

    ``ways``: by way its ``kind`` and the ``figures`` by measure. ``against``: by measure our speaker, the
    strongest baseline with corrected p, and the difference to each baseline. ``settling``: survival curves in
    steps of 0.1 s. ``reliability``: of the model, ``[ticks, mean share, share right]`` of each bin.
    """
    ways = {way: _of_way(scores, way) for way in scores.kinds}
    return {
        "pieces": len(scores.pieces),
        "minutes": round(scores.minutes, 1),
        "ways": ways,
        "against": _against(scores, ways),
        "settling": {name: _curves(scores, name) for name in SETTLING},
        "reliability": reliability(scores.sums[MODEL]["calibration error"].sum(0)),
    }


def _of_way(scores: Scores, way: str) -> dict[str, Any]:
    told = {name: bootstrap(scores.sums[way][name], m.value) for name, m in MEASURES.items()}
    return {
        "kind": scores.kinds[way],
        "figures": {name: listed(told[name]) for name in MEASURES if not np.isnan(told[name].value)},
    }


def listed(interval: Interval) -> list[float]:
    """An interval as a list of value, low and high."""
    return [round(number, 5) for number in (interval.value, interval.low, interval.high)]


def _against(scores: Scores, ways: Mapping[str, Any]) -> dict[str, Any]:
    """Compare our speaker with the baselines on each measure; p values are corrected within a topic."""
    found: dict[str, Any] = {}
    for topic, ours in SPEAKER.items():
        rows = {m.name: _compared(scores, ways, ours, m) for m in TOPICS[topic] if m.name not in UNCOMPARED}
        rows = {name: row for name, row in rows.items() if row}
        corrected = holm([row["p"] for row in rows.values()])
        for row, p in zip(rows.values(), corrected, strict=True):
            row["p"] = p
        found |= rows
    return found


def _compared(scores: Scores, ways: Mapping[str, Any], ours: str, measure: Measure) -> dict[str, Any]:
    name, kinds = measure.name, scores.kinds
    told = {way: ways[way]["figures"].get(name) for way in kinds if kinds[way] == "baseline"}
    rivals = {way: interval[0] for way, interval in told.items() if interval is not None}
    if not rivals or name not in ways[ours]["figures"]:
        return {}
    strongest = max(rivals, key=lambda way: measure.better * rivals[way])
    mine = scores.sums[ours][name]
    return {
        "ours": ours,
        "strongest": strongest,
        "p": paired_p(measure.value(mine), measure.value(scores.sums[strongest][name])),
        "ahead": {
            way: listed(difference(mine, scores.sums[way][name], lambda s: measure.better * measure.value(s)))
            for way in rivals
        },
    }


def _curves(scores: Scores, name: str) -> dict[str, list[float]]:
    """Share not yet settled by way, where there was a step to settle after."""
    counts = {way: scores.sums[way][name].sum(0) for way in scores.kinds}
    return {way: np.round(survival.curve(c), 4).tolist() for way, c in counts.items() if c.sum() > 0}


def reliability(sums: np.ndarray[Any, Any]) -> list[list[float]]:
    """``[ticks, mean share, share right]`` of each bin that holds any, from sums of `leader.reliability`."""
    bins = sums.reshape(3, BINS).T
    return [[float(n), float(sure / n), float(right / n)] for n, sure, right in bins if n > 0]
