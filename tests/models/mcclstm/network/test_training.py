"""Training learns rhythm, and goes on where it stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from models.mcclstm.data.collection import LENGTH, MEL
from models.mcclstm.network.architecture import ARCHITECTURES
from models.mcclstm.network.changes import changed
from models.mcclstm.network.train import Training, TrainSettings, accuracy
from tests.models.mcclstm.pulses import PERIODS, pulses, tracks

QUICK = TrainSettings(epochs=2, batch=4, rate=3e-3)
LABELS = list(PERIODS)


def test_it_learns_to_tell_a_quick_pulse_from_a_slow_one() -> None:
    settings = TrainSettings(epochs=12, batch=4, rate=3e-3, dropout=0.0)
    net = Training(tracks(8), LABELS, ARCHITECTURES["CNNs-3"], settings).run()
    assert accuracy(net, tracks(6, first=100), LABELS) == 1.0


def test_training_that_was_broken_off_ends_as_one_that_was_not(tmp_path: Path) -> None:
    some, architecture = tracks(4, frames=200), ARCHITECTURES["R4"]
    whole = Training(some, LABELS, architecture, QUICK, tmp_path / "whole.pt").run()
    halted = Training(some, LABELS, architecture, QUICK, tmp_path / "halted.pt")
    halted._pass(0)
    halted.done = 1
    halted._keep()
    again = Training(some, LABELS, architecture, QUICK, tmp_path / "halted.pt").run()
    for ours, theirs in zip(whole.parameters(), again.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_another_seed_is_another_network() -> None:
    some = tracks(2, frames=200)
    nets = [
        Training(some, LABELS, ARCHITECTURES["R1"], replace(QUICK, seed=seed, epochs=1)).run()
        for seed in (0, 0, 1)
    ]
    first, again, other = (next(net.head.parameters()) for net in nets)
    torch.testing.assert_close(first, again)
    assert not torch.allclose(first, other)


@pytest.mark.parametrize("hop", [1024, 2048])
def test_a_changed_track_is_still_chunks_and_never_below_silence(hop: int) -> None:
    rng = np.random.default_rng(0)
    track = pulses("slow", 0, frames=600)
    for _ in range(20):
        found = changed(track, hop, 3, rng)
        assert found.shape[1:] == (LENGTH, MEL.bands)
        assert len(found) == 3
        assert found.min() >= -10.001


def test_a_track_of_one_chunk_is_not_lost() -> None:
    rng = np.random.default_rng(0)
    assert all(len(changed(pulses("quick", 0, frames=80), 1024, 8, rng)) == 1 for _ in range(20))
