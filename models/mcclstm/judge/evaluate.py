"""The figures of the model that ships, on pieces and a soundfont that it has never heard."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score

from bridge.analysis.mel import Clip
from bridge.analysis.tags import Tagger
from bridge.types import F32
from models.leader.judge.statistics import bootstrap
from models.mcclstm.data.collection import MEL, Heard, chunks
from models.mcclstm.judge.baselines import fitted

AFTER = (1, 2, 4, 8, 16)
"""Chunks after which it is asked how many answers are right."""
SILENCE = np.zeros(0, np.float32)

Truth = NDArray[np.str_]


def chances(tagger: Tagger, frames: NDArray[np.floating[Any]]) -> F32:
    """What the model says after each chunk of a track, its memory carried on: ``(chunks, labels)``."""
    state, told = tagger.blank, []
    for chunk in chunks(frames, tagger.contract.mel.hop):
        said, state = tagger.say(Clip(0.0, 0.0, chunk, SILENCE), state)
        told.append(said)
    return np.stack(told)


def figures(model: Path, train: Sequence[Heard], test: Sequence[Heard]) -> dict[str, Any]:
    """All figures as JSON can hold them; the baselines are fitted to ``train``.

    ``accuracy`` by way ``[value, low, high]``; ``settling`` by way the accuracy after `AFTER` chunks;
    ``classes`` by label; ``confusion`` rows the truth. Raises `ModelError` for a file that is no model.
    """
    tagger = Tagger(model, model.read_bytes())
    labels, hop = np.array(tagger.contract.labels), tagger.contract.mel.hop
    began = perf_counter()
    told = [chances(tagger, track.frames) for track in test]
    spent = (perf_counter() - began) / sum(map(len, told))
    truth = np.array([track.label for track in test])
    ways: dict[str, Any] = {tagger.contract.name: lambda n: labels[[said[:n][-1].argmax() for said in told]]}
    for name, tell in fitted(train).items():
        ways[name] = lambda n, tell=tell: np.array(tell([_beginning(t, n, hop) for t in test]))
    after = [n for n in AFTER if n <= max(map(len, told))]
    said = {name: {n: way(n) for n in after} for name, way in ways.items()}
    final = {name: by[after[-1]] for name, by in said.items()}
    return {
        "model": _about(model, tagger, spent),
        "tracks": {"train": len(train), "test": len(test), "pieces": len({track.piece for track in test})},
        "accuracy": {name: _accuracy(each == truth, test) for name, each in final.items()},
        "settling": {n: {k: float(np.mean(v == truth)) for k, v in by.items()} for n, by in said.items()},
        "sure": {n: float(np.mean([said[:n][-1].max() for said in told])) for n in after},
        "classes": _classes(truth, final, labels),
        "confusion": confusion_matrix(truth, final[tagger.contract.name], labels=labels).tolist(),
    }


def _about(model: Path, tagger: Tagger, spent: float) -> dict[str, Any]:
    contract = tagger.contract
    return {
        "name": contract.name,
        "trained": contract.trained,
        "labels": list(contract.labels),
        "seconds": round(contract.length * contract.mel.hop / 44_100, 2),
        "bytes": model.stat().st_size,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "milliseconds": round(1000 * spent, 2),
    }


def _beginning(track: Heard, count: int, hop: int) -> F32:
    """The frames of a track's first chunks."""
    return np.asarray(chunks(track.frames, hop)[:count].reshape(-1, MEL.bands))


def _accuracy(right: NDArray[np.bool_], tracks: Sequence[Heard]) -> list[float]:
    """With its interval: whole pieces are drawn anew, for a piece may be there in several recordings."""
    pieces, place = np.unique([track.piece for track in tracks], return_inverse=True)
    sums = np.zeros((len(pieces), 2))
    np.add.at(sums, place, np.stack([right, np.ones(len(right))], 1))
    found = bootstrap(sums, lambda s: s[..., 0] / s[..., 1])
    return [round(number, 4) for number in (found.value, found.low, found.high)]


def _classes(truth: Truth, final: Mapping[str, Truth], labels: Truth) -> dict[str, Any]:
    """By label how many, and of each way recall, precision and F1."""
    scores = {
        name: np.stack(
            [
                score(truth, told, labels=labels, average=None, zero_division=0)
                for score in (recall_score, precision_score, f1_score)
            ],
            axis=1,
        )
        for name, told in final.items()
    }
    return {
        str(label): {"count": int(np.sum(truth == label))}
        | {name: np.round(rows[i], 4).tolist() for name, rows in scores.items()}
        for i, label in enumerate(labels)
    }
