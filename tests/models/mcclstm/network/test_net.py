"""The networks are of the paper's shapes, and say the same chunk by chunk."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from models.mcclstm.data.collection import LENGTH, MEL
from models.mcclstm.network.architecture import ARCHITECTURES, CHANNELS, channel
from models.mcclstm.network.net import Average, Net, Step

LEFT = {"pitch": (9, 1), "tempo": (1, 21), "bass": (7, 18), "deep": (8, 18), "chunk": (40, 80)}
"""Bands and frames that a channel's kernels and pools leave of 40 by 80."""


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel_leaves_what_its_kernels_leave(name: str) -> None:
    module, size = channel(CHANNELS[name])
    chunk = torch.randn(2, 1, MEL.bands, LENGTH)
    filters = CHANNELS[name][-1].filters if CHANNELS[name] else 1
    assert size == filters * np.prod(LEFT[name])
    assert module(chunk).shape == (2, size)
    assert module[:-1](chunk).shape == (2, filters, *LEFT[name])


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_architecture_tells_chances_of_every_chunk(name: str) -> None:
    net = Net(ARCHITECTURES[name], 13).eval()
    told = net(torch.randn(2, 3, LENGTH, MEL.bands))
    assert told.shape == (2, 3, 13)
    torch.testing.assert_close(told.exp().sum(-1), torch.ones(2, 3))


def test_chunk_by_chunk_the_memory_says_what_it_says_of_the_whole() -> None:
    torch.manual_seed(0)
    net = Net(ARCHITECTURES["MCCLSTM"], 13).eval()
    track = torch.randn(1, 5, LENGTH, MEL.bands)
    step, h = Step(net), torch.zeros(1, 1, 200)
    c = h
    with torch.no_grad():
        for chunk in track[0]:
            told, h, c = step(chunk[None], h, c)
    torch.testing.assert_close(told, net.answers(track)[:, -1].exp())


def test_the_memory_hears_what_was_before() -> None:
    torch.manual_seed(0)
    net = Net(ARCHITECTURES["R4"], 13).eval()
    track = torch.randn(1, 3, LENGTH, MEL.bands)
    other = track.clone()
    other[:, 0] = torch.randn(LENGTH, MEL.bands)
    assert not torch.allclose(net.answers(track)[:, -1], net.answers(other)[:, -1])


def test_without_memory_a_track_is_the_mean_of_its_chunks_log_chances() -> None:
    told = torch.log_softmax(torch.randn(1, 4, 3), -1)
    settled = Average(2, 3).settled(told)
    torch.testing.assert_close(settled[0, 0], told[0, 0])
    torch.testing.assert_close(settled[0, 3], torch.log_softmax(told[0].mean(0), -1))


def test_a_fader_tells_nothing() -> None:
    net = Net(ARCHITECTURES["R2"], 13).eval()
    track = torch.randn(1, 2, LENGTH, MEL.bands)
    torch.testing.assert_close(net(track), net(track + 1.5), atol=1e-4, rtol=0)


def test_level_and_tone_of_the_training_set_are_taken_out() -> None:
    net = Net(ARCHITECTURES["R1"], 2).eval()
    frames = torch.randn(500, MEL.bands) * 0.5 - 6.0
    net.standardise(frames)
    seen = (frames - net.mean) * net.scale
    torch.testing.assert_close(seen.mean(0), torch.zeros(MEL.bands), atol=1e-4, rtol=0)
    torch.testing.assert_close(seen.std(0), torch.ones(MEL.bands), atol=0.01, rtol=0)


@pytest.mark.parametrize("variance", [1.0, None])
def test_first_weights_are_gaussian_of_the_variance_asked_for(variance: float | None) -> None:
    torch.manual_seed(0)
    net = Net(ARCHITECTURES["MCCLSTM"], 13, variance=variance)
    weights = net.head.lstm.weight_ih_l0
    assert float(weights.var()) == pytest.approx(variance or 1 / 400, rel=0.02)
    assert float(net.head.lstm.bias_ih_l0.abs().max()) == 0.0
