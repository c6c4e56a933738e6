"""The same on real stems: what each is heard as, and pairs of them mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from bridge.analysis.activity import ActivityEar
from bridge.analysis.tags import Tagger
from bridge.types import HOP, RATE, Block
from models.activity.clips import LABELS, clips
from models.activity.data.envelope import LEAST, confidence, shares
from models.activity.judge.ways import Way
from models.activity.measures import areas, macro, ranked
from models.activity.recordings.multitracks import Annotated
from models.activity.recordings.stems import RealStem
from models.material.sound import loudness


def on_stem(way: Way, stem: RealStem) -> dict[str, Any]:
    """Of the clips in which a stem plays: how many there are, the share whose likeliest label is right, that
    with a right one among three, and what it is taken for most often."""
    playing = shares(confidence(stem.sound), len(stem.sound)) >= LEAST
    chances = way(clips(stem.sound)[playing])
    ranks = np.argsort(-chances, axis=1)
    right = np.isin(ranks, [LABELS.index(label) for label in stem.labels])
    return {
        "clips": int(playing.sum()),
        "top1": float(right[:, 0].mean()),
        "top3": float(right[:, :3].any(1).mean()),
        "said": LABELS[int(np.bincount(ranks[:, 0]).argmax())],
    }


def live(tagger: Tagger, stem: RealStem) -> dict[str, float]:
    """Shares of the seconds that sound in which the bridge's ear names a stem rightly, wrongly, or not."""
    ear, whole = ActivityEar("bus", tagger), len(stem.sound) // HOP * HOP
    readings = ear.push(Block("bus", 0, RATE, stem.sound[:whole]))
    said = Counter(str(r.value) for r in readings if r.kind == "instrument" and r.value != "none")
    count = max(1, said.total())
    right = sum(said[label] for label in stem.labels) / count
    return {"right": right, "unknown": said["unknown"] / count, "wrong": 1 - right - said["unknown"] / count}


def on_pairs(way: Way, stems: Sequence[RealStem]) -> dict[str, Any]:
    """Label-ranking average precision and macro AUC over all pairs of stems of a song, equally loud, whose
    label is certain and not the same."""
    pairs = [
        (a, b)
        for a, b in combinations([stem for stem in stems if len(stem.labels) == 1], 2)
        if a.song == b.song and a.labels != b.labels
    ]
    found = [_pair(way, a, b) for a, b in pairs]
    chances, truth = (np.concatenate(part) for part in zip(*found, strict=True))
    figures = {"lrap": ranked(chances, truth), "auc": macro(areas(chances, truth))}
    return {"pairs": len(pairs), "clips": len(truth)} | figures


def _pair(way: Way, a: RealStem, b: RealStem) -> tuple[np.ndarray, np.ndarray]:
    n = min(len(a.sound), len(b.sound))
    mix = sum(np.float32(0.1 / loudness(stem.sound)) * stem.sound[:n] for stem in (a, b))
    chances = way(clips(np.asarray(mix, np.float32)))
    truth = np.zeros(chances.shape, bool)
    for stem in (a, b):
        truth[:, LABELS.index(stem.labels[0])] = shares(confidence(stem.sound), n) >= LEAST
    return chances, truth


def on_multitracks(way: Way, tracks: Sequence[Annotated]) -> dict[str, Any]:
    """The figures of `models.activity.judge.mixes.on_mixes` at 1 s and a track, of tracks of any length."""
    said = [way(track.frames) for track in tracks]
    whole = [np.stack([each.max(0) for each in part]) for part in (said, [track.truth for track in tracks])]
    second = [np.concatenate(part) for part in (said, [track.truth for track in tracks])]
    return {
        name: {"lrap": ranked(*both), "auc": macro(areas(*both)), "clips": len(both[0])}
        for name, both in (("1 s", second), ("track", whole))
    }
