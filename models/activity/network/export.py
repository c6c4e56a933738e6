"""From the checkpoints to the .onnx that ships: the best on validation, checked against PyTorch."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import onnx
import torch

from bridge.analysis.mel import Clip
from bridge.analysis.tags import CHANCES, CONTRACT, FRAMES, KEY, Contract, Tagger
from bridge.errors import BridgeError
from models.activity.clips import LABELS, LENGTH, MEL, SAMPLES
from models.activity.network.net import Tagging
from models.activity.network.train import load

OPSET = 17
TOLERANCE = 1e-4
"""Largest difference to PyTorch, in chances."""
CHECKED = 200
"""Clips compared."""


def best(checkpoints: list[Path]) -> Path:
    """The one that did best on validation. Raises `BridgeError` when none was trained to the end."""
    found = [
        (torch.load(path, weights_only=True).get("validated", -1.0), path)
        for path in checkpoints
        if path.exists()
    ]
    score, path = max(found, default=(-1.0, Path()))
    if score < 0:
        raise BridgeError("no checkpoint of a finished training: run python -m models.activity train")
    return path


def export(checkpoint: Path, out: Path, name: str) -> float:
    """Write the model; gives the largest difference to PyTorch over 200 clips, and fails above 1e-4."""
    tagging = Tagging(load(checkpoint)).eval()
    torch.onnx.export(
        tagging,
        (torch.zeros(1, LENGTH, MEL.bands),),
        str(out),
        input_names=[FRAMES],
        output_names=[CHANCES],
        dynamic_axes={FRAMES: {0: "clips"}, CHANCES: {0: "clips"}},
        opset_version=OPSET,
        dynamo=False,
    )
    _describe(out, name)
    worst = difference(tagging, out)
    if worst > TOLERANCE:
        raise SystemExit(f"{out} differs from PyTorch by {worst:.2e}: it must not ship")
    return worst


def _describe(out: Path, name: str) -> None:
    model = onnx.load(str(out))
    contract = Contract(name, datetime.date.today().isoformat(), LABELS, LENGTH, MEL)
    onnx.helper.set_model_props(model, {KEY: CONTRACT.dump_json(contract).decode()})
    model.producer_name = "leaderbridge"
    onnx.checker.check_model(model)
    onnx.save(model, str(out))


def difference(tagging: Tagging, path: Path, seed: int = 7) -> float:
    """The largest difference between the file, run as the bridge does, and PyTorch, over random clips."""
    tagger, rng, worst = Tagger(path, path.read_bytes()), np.random.default_rng(seed), 0.0
    for _ in range(CHECKED):
        sound = rng.uniform(0.0, 1.0) * np.cumsum(rng.normal(0.0, 0.01, SAMPLES))
        clip = Clip(0.0, 1.0, MEL.frames(sound.astype(np.float32)), sound.astype(np.float32))
        with torch.no_grad():
            wanted = tagging(torch.from_numpy(clip.frames[None]))[0].numpy()
        worst = max(worst, float(np.abs(tagger.say(clip, tagger.blank)[0] - wanted).max()))
    return worst
