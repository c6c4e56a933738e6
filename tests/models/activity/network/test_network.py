"""The networks, their training and their export; these need PyTorch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from bridge.analysis.tags import CHANCES, FRAMES, Tagger
from bridge.errors import BridgeError
from bridge.inference import inference
from models.activity.clips import LABELS, LENGTH, MEL
from models.activity.data.pool import Pool, Scenes
from models.activity.network.export import best, export
from models.activity.network.net import FORMS, ActivityNet
from models.activity.network.train import TrainSettings, chances, load, train

QUICK = TrainSettings(steps=60, batch=32, rate=4e-3)


@pytest.mark.parametrize("form", FORMS)
def test_no_fader_changes_what_a_network_says(form: str) -> None:
    torch.manual_seed(0)
    net = ActivityNet(FORMS[form]).eval()
    frames = torch.randn(2, LENGTH, MEL.bands) - 3
    with torch.no_grad():
        torch.testing.assert_close(net(frames), net(frames - 1.5), atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("form", FORMS)
def test_the_file_says_what_pytorch_says_and_is_small(form: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    checkpoint, out = tmp_path / "net.pt", tmp_path / "net.onnx"
    torch.save({"form": form, "net": ActivityNet(FORMS[form]).state_dict()}, checkpoint)
    assert export(checkpoint, out, "test") < 1e-4
    tagger = Tagger(out, out.read_bytes())
    several = np.random.default_rng(0).normal(-3, 1, (3, LENGTH, MEL.bands)).astype(np.float32)
    (told,) = inference(out.read_bytes()).run([CHANCES], {FRAMES: several})
    np.testing.assert_allclose(told, chances(load(checkpoint), several), atol=1e-4)
    contract = tagger.contract
    assert (contract.name, contract.labels, contract.length, contract.mel) == ("test", LABELS, LENGTH, MEL)
    assert out.stat().st_size < 3_000_000


def test_training_learns_and_goes_on_where_it_stopped(pool: Pool, scenes: Scenes, tmp_path: Path) -> None:
    whole, halves = tmp_path / "whole.pt", tmp_path / "halves.pt"
    score = train("fc", pool, scenes, whole, QUICK)
    untrained = train("fc", pool, scenes, tmp_path / "none.pt", replace(QUICK, steps=1))
    assert score > 0.6 > untrained
    # Broken off: a checkpoint of 30 of 60 steps, at the rate that the whole cycle has there.
    _stopped(pool, halves, after=30)
    train("fc", pool, scenes, halves, QUICK)
    frames = pool.frames[:50]
    np.testing.assert_allclose(chances(load(whole), frames), chances(load(halves), frames), atol=1e-5)


def _stopped(pool: Pool, checkpoint: Path, after: int) -> None:
    from models.activity.network.mixer import Mixer
    from models.activity.network.train import Training

    training = Training("fc", Mixer(pool), checkpoint, QUICK)
    for step in range(after):
        training._step(step)
    training.done = after
    training._keep()


def test_the_best_on_validation_is_taken_and_an_unfinished_one_is_not(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.pt" for i in range(4)]
    with pytest.raises(BridgeError, match="python -m models"):
        best(paths)
    torch.save({}, paths[0])
    torch.save({"validated": 0.5}, paths[1])
    torch.save({"validated": 0.7}, paths[2])
    assert best(paths) == paths[2]
