"""What the model says of real music, whose style is none of its own: no figure, a warning."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bridge.analysis.tags import Tagger
from bridge.types import F32
from models.leader.data.stems import SUFFIXES, mono
from models.mcclstm.data.collection import MEL
from models.mcclstm.judge.evaluate import chances

MIXES: Mapping[str, str] = {
    "trackswitch_stems": "recorded: drums, bass, synthesizer, violins; 4/4, about 86 BPM",
    "lmms_reggaetry_stems": "synthesised: reggae, 180 BPM",
}
"""Folders of stems in the data, and what a person hears in them."""
TOLD = 3


def answers(model: Path, data: Path) -> dict[str, Any]:
    """Of each mix that is there: the likeliest styles after 16 chunks and at the end, and how often each."""
    tagger = Tagger(model, model.read_bytes())
    return {name: _of(tagger, data / name, what) for name, what in MIXES.items() if (data / name).is_dir()}


def mixed(folder: Path) -> F32:
    """The sum of a folder's stems, its peak at half of full scale."""
    stems = [mono(path) for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES]
    out = np.zeros(max(map(len, stems)), np.float32)
    for stem in stems:
        out[: len(stem)] += stem
    return np.asarray(0.5 * out / np.abs(out).max())


def _of(tagger: Tagger, folder: Path, what: str) -> dict[str, Any]:
    labels = tagger.contract.labels
    told = chances(tagger, MEL.frames(mixed(folder)))
    named = [labels[int(i)] for i in told.argmax(1)]
    return {
        "what": what,
        "chunks": len(told),
        "after 16": _best(told[: min(16, len(told))][-1], labels),
        "at the end": _best(told[-1], labels),
        "named": {name: named.count(name) for name in sorted(set(named), key=named.count, reverse=True)},
        "sure": float(np.mean(told.max(1) >= 0.5)),
    }


def _best(told: F32, labels: tuple[str, ...]) -> list[tuple[str, float]]:
    order = np.argsort(told)[::-1][:TOLD]
    return [(labels[int(i)], round(float(told[i]), 3)) for i in order]
