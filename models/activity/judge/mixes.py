"""Figures of one way on mixes and on stems alone, which it was not trained on."""

from __future__ import annotations

from typing import Any

import numpy as np

from bridge.types import F32
from models.activity.clips import LABELS
from models.activity.data.envelope import LEAST
from models.activity.data.pool import Pool, Scenes
from models.activity.judge.ways import Way
from models.activity.measures import HEARD, SCALES, areas, confusions, first, macro, pooled, ranked

MADE = ("tabla", "voice")
"""Labels whose training sounds are the project's own arithmetic, in whole or in part."""


def on_mixes(way: Way, scenes: Scenes) -> dict[str, Any]:
    """Label-ranking average precision and areas at each time scale, and the confusions at 1 s."""
    said = of_scenes(way, scenes.frames)
    scales = {}
    for name, clips in SCALES.items():
        chances, truth = pooled(said, clips), pooled(scenes.truth, clips)
        each = areas(chances, truth)
        learnt = [area for label, area in zip(LABELS, each, strict=True) if label not in MADE]
        scales[name] = {
            "lrap": ranked(chances, truth),
            "auc": macro(each),
            "auc_learnt": macro(learnt),
            "labels": dict(zip(LABELS, each, strict=True)),
        }
    taken = confusions(pooled(said, 1), pooled(scenes.truth, 1))
    return {"scales": scales, "confusions": taken.tolist()}


def of_scenes(way: Way, frames: np.ndarray) -> F32:
    """A way's chances ``(scenes, clips, 18)`` for the frames of scenes."""
    said = way(frames.reshape(-1, *frames.shape[2:]))
    return said.reshape(*frames.shape[:2], -1)


def alone(way: Way, pool: Pool) -> dict[str, Any]:
    """How often the right instrument is the likeliest, and among the likeliest three, of clips of one stem
    in which it plays; over all labels alike, and for each."""
    playing = (pool.label >= 0) & (pool.share >= LEAST)
    chances, label = way(pool.frames[playing]), pool.label[playing]
    right = {most: first(chances, label, most) for most in (1, 3)}
    by_label = {
        name: {f"top{most}": float(hit[label == i].mean()) for most, hit in right.items()}
        for i, name in enumerate(LABELS)
        if np.any(label == i)
    }
    return {
        "top1": float(np.mean([each["top1"] for each in by_label.values()])),
        "top3": float(np.mean([each["top3"] for each in by_label.values()])),
        "labels": by_label,
        "taken_for": _taken(chances, label),
        "silent": float((way(pool.frames[pool.label < 0]) >= HEARD).any(1).mean()),
    }


def _taken(chances: F32, label: np.ndarray) -> dict[str, str]:
    """What each label is most often taken for when it is not heard as itself."""
    said = np.argmax(chances, axis=1)
    wrong = {name: said[(label == i) & (said != i)] for i, name in enumerate(LABELS)}
    return {name: LABELS[int(np.bincount(found).argmax())] for name, found in wrong.items() if len(found)}
