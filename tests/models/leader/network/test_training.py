"""The network, its training and its export; these need PyTorch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from bridge.leader.network import Network
from models.leader.network.dataset import NO_TEMPO, load
from models.leader.network.export import blank, export
from models.leader.network.net import BINS, LeaderNet, Output, Tick, best_tempo, bin_tempi
from models.leader.network.train import TrainSettings, losses, one_cycle, tempo_target, tensors, train
from models.leader.takes import UNKNOWN

QUICK = TrainSettings(epochs=2)


def test_a_whole_run_and_its_ticks_say_the_same(shards: Path) -> None:
    torch.manual_seed(0)
    net = LeaderNet().eval()
    inputs = [part[:1] for part in tensors(load(next(shards.iterdir())))]
    with torch.no_grad():
        whole = net(*inputs)
        state, tick = blank(net, inputs[0].shape[2]), Tick(net)
        for t in range(inputs[0].shape[1]):
            tempo, _, _, shares, *state = tick(*(part[0, t] for part in inputs), *state)
    torch.testing.assert_close(shares, torch.softmax(whole.leader[0, -1], -1), atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(tempo, torch.softmax(whole.tempo[0, -1], -1), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("bpm", [41.0, 97.3, 120.0, 300.0])
def test_the_tempo_of_a_target_is_the_tempo_it_was_made_from(bpm: float) -> None:
    heard, mass = best_tempo(tempo_target(torch.tensor(bpm)))
    assert float(heard) == pytest.approx(bpm, rel=0.01)
    assert float(mass) > 0.99


def test_the_bins_cover_40_to_310_bpm() -> None:
    bins = bin_tempi()
    assert len(bins) == BINS
    assert (float(bins[0]), float(bins[-1])) == (40.0, pytest.approx(310.9, abs=0.1))


def test_the_learning_rate_rises_and_falls() -> None:
    rates = [one_cycle(progress) for progress in np.linspace(0, 1, 50)]
    assert max(rates) == pytest.approx(1.0, abs=0.01)
    assert rates[0] < 0.1
    assert rates[-1] < 0.01


def test_training_goes_on_where_it_stopped_and_exports(shards: Path, tmp_path: Path) -> None:
    checkpoint, out = tmp_path / "net.pt", tmp_path / "net.onnx"
    train(shards, checkpoint, replace(QUICK, epochs=1))
    first = torch.load(checkpoint, weights_only=True)
    train(shards, checkpoint, QUICK)
    second = torch.load(checkpoint, weights_only=True)
    assert (first["done"], second["done"]) == (2, 4)
    assert export(checkpoint, out, "test") < 1e-4
    assert Network.load(out).contract.name == "test"


def test_where_no_tempo_is_right_none_is_asked_for() -> None:
    out = Output(torch.randn(1, 12, BINS), torch.randn(1, 100, 3))
    nothing = torch.full((1, 100), NO_TEMPO)
    tempo, _ = losses(out, nothing, torch.zeros(1, 100, dtype=torch.long))
    assert float(tempo) == 0.0


def test_an_unknown_leader_is_passed_over() -> None:
    out = Output(torch.randn(1, 12, BINS), torch.randn(1, 100, 3))
    _, leader = losses(out, torch.full((1, 100), 120.0), torch.full((1, 100), UNKNOWN))
    assert float(leader) == 0.0
