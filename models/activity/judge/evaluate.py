"""All figures of the card, as one thing that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bridge.analysis.tags import Tagger
from models.activity.data import pool
from models.activity.judge import cost, mixes, real
from models.activity.judge.ways import Way, ways
from models.activity.network.export import best
from models.activity.network.mixer import Mixer
from models.activity.network.net import FORMS
from models.activity.recordings import multitracks
from models.activity.recordings.stems import RealStem, stems


def evaluate(checkpoints: Path, model: Path, data: Path, medleydb: Path | None) -> dict[str, Any]:
    """Judge the model and its rivals: on the test's mixes and stems, on the real stems in ``data``, and on
    the multitracks in the folder ``medleydb`` where there is one.

    Raises `BridgeError` when something that is needed is missing.
    """
    judged = ways(checkpoints, Mixer(pool.pool("train")))
    scenes, single, recorded = pool.mixes("test"), pool.pool("test"), list(stems(data))
    found: dict[str, Any] = {
        "model": described(model, best([checkpoints / f"{form}.pt" for form in FORMS]).stem),
        "mixes": len(scenes.frames),
        "ways": {
            name: mixes.on_mixes(way, scenes)
            | {"alone": mixes.alone(way, single), "pairs": real.on_pairs(way, recorded)}
            for name, way in tqdm(judged.items(), desc="evaluate")
        },
        "real": [_stem(stem, judged, model) for stem in recorded],
        "cost": cost.milliseconds(_tagger(model)),
    }
    return found | ({"medleydb": on_medleydb(judged, medleydb)} if medleydb else {})


def described(model: Path, form: str) -> dict[str, Any]:
    """What is to be known of a model file, and the form of its network."""
    contract = _tagger(model).contract
    content = model.read_bytes()
    return {
        "name": contract.name,
        "trained": contract.trained,
        "form": form,
        "sha256": sha256(content).hexdigest(),
        "bytes": len(content),
    }


def _tagger(model: Path) -> Tagger:
    return Tagger(model, model.read_bytes())


def _stem(stem: RealStem, judged: Mapping[str, Way], model: Path) -> dict[str, Any]:
    said = {name: real.on_stem(way, stem) for name, way in judged.items()}
    return {
        "song": stem.song,
        "name": stem.name,
        "labels": stem.labels,
        "ways": said,
        "live": real.live(_tagger(model), stem),
    }


def on_medleydb(judged: Mapping[str, Way], folder: Path) -> dict[str, Any]:
    """Figures of all ways on the test's artists of a folder of multitracks."""
    chosen = multitracks.by_artist(multitracks.tracks(folder))[1]
    tracks = [multitracks.annotated(track, folder) for track in tqdm(chosen, desc="multitracks")]
    return {name: real.on_multitracks(way, tracks) for name, way in judged.items()} if tracks else {}
