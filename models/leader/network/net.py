"""The leader network in PyTorch: many frames at once for training, one tick for export.

Weights are shared by the buses and joined by mean and maximum alone, so that their order tells
nothing and any number of them may play.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.leader.network.columns import COLUMNS

BPM_LOW = 40.0
BINS = 72
PER_OCTAVE = 24
"""Tempo bins: 40 to 311 BPM, 24 an octave."""
NEAR = 3
"""Bins on each side of the best that the tempo is the mean of."""
UNITS = 48
"""Units of each of the two LSTMs, of a bus and of all."""
GRAM = 192
OCTAVES = (0.0, 1.0, -1.0, 1.585, -1.585)
"""Shifts (log2) at which the tempo head looks at the tempograms: itself, half, double, third, triple."""
GRAM_SHORTEST = 0.2


class State(NamedTuple):
    """What is carried from tick to tick: ``(..., N, H)`` twice and ``(..., K)`` twice."""

    bus_h: Tensor
    bus_c: Tensor
    world_h: Tensor
    world_c: Tensor


class Output(NamedTuple):
    """Logits over tempo bins ``(B, looked, 72)`` and over buses and nobody ``(B, T, N + 1)``."""

    tempo: Tensor
    leader: Tensor


def bin_tempi() -> Tensor:
    """BPM of each tempo bin ``(72,)``."""
    return BPM_LOW * 2.0 ** (torch.arange(BINS) / PER_OCTAVE)


def _mlp(*sizes: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inner, outer in pairwise(sizes):
        layers += [nn.Linear(inner, outer), nn.ReLU()]
    return nn.Sequential(*layers)


def _shift_index() -> Tensor:
    """Tempogram bin for each shift and tempo bin ``(5, 72)``; 96, where a zero is put, if it lies outside."""
    period = 60.0 / bin_tempi()
    place = 24.0 * (torch.log2(period / GRAM_SHORTEST) + torch.tensor(OCTAVES)[:, None])
    index = torch.round(place).long()
    return torch.where((index < 0) | (index > 95), torch.tensor(96), index)


class Step(nn.LSTM):
    """An LSTM layer that also runs one tick with plain matrix products, for an export free of sequences."""

    def tick(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        """The state ``(h, c)`` after input ``x``."""
        gates = x @ self.weight_ih_l0.T + self.bias_ih_l0 + h @ self.weight_hh_l0.T + self.bias_hh_l0
        i, f, g, o = gates.chunk(4, dim=-1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


class LeaderNet(nn.Module):
    """Frames to tempo and leader. ``hidden`` units a bus, ``world`` units for all."""

    def __init__(self, hidden: int = UNITS, world: int = UNITS) -> None:
        super().__init__()
        self.hidden, self.world_size = hidden, world
        for axis in ("bus", "pair", "world"):
            size = len(getattr(COLUMNS, axis))
            self.register_buffer(f"{axis}_mean", torch.zeros(size))
            self.register_buffer(f"{axis}_scale", torch.ones(size))
        self.register_buffer("shifts", _shift_index())
        self.gram = _mlp(GRAM, 32)
        self.pair = _mlp(2 * len(COLUMNS.pair), 24, 24)
        self.bus = _mlp(len(COLUMNS.bus) + 32, 48)
        self.bus_lstm = Step(48 + 48 + len(COLUMNS.world), hidden, batch_first=True)
        self.lead = nn.Sequential(*_mlp(3 * hidden, 32), nn.Linear(32, 1))
        self.nobody = nn.Sequential(*_mlp(2 * hidden + len(COLUMNS.world), 32), nn.Linear(32, 1))
        self.world_lstm = Step(2 * hidden + len(COLUMNS.world), world, batch_first=True)
        channels = 3 * 2 * len(OCTAVES)
        self.condition = nn.Linear(world, 24)
        self.first = nn.Conv1d(channels, 24, 5, padding=2)
        self.second = nn.Conv1d(24, 24, 5, padding=2)
        self.last = nn.Conv1d(24, 1, 1)
        self.place = nn.Linear(world, BINS)

    @classmethod
    def of(cls, weights: Mapping[str, Tensor]) -> LeaderNet:
        """The network of these weights, as large as they are."""
        net = cls(*(weights[f"{name}_lstm.weight_hh_l0"].shape[1] for name in ("bus", "world")))
        net.load_state_dict(weights)
        return net

    def normalised(self, bus: Tensor, pair: Tensor, world: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The columns less their mean over their scale, kept within ±5."""
        return tuple(
            ((x - getattr(self, f"{axis}_mean")) * getattr(self, f"{axis}_scale")).clamp(-5.0, 5.0)
            for x, axis in ((bus, "bus"), (pair, "pair"), (world, "world"))
        )  # type: ignore[return-value]

    def encode(self, bus: Tensor, gram: Tensor, pair: Tensor, world: Tensor) -> Tensor:
        """Input of the bus LSTM ``(..., N, X)``."""
        own = self.bus(torch.cat([bus, self.gram(gram.flatten(-2))], -1))
        pairs = self.pair(torch.cat([pair, pair.transpose(-2, -3)], -1))
        shared = world.unsqueeze(-2) + torch.zeros_like(own[..., :1])
        return torch.cat([own, pairs.mean(-2), pairs.amax(-2), shared], -1)

    def leads(self, h: Tensor, world: Tensor) -> Tensor:
        """Logits of the buses and of nobody ``(..., N + 1)`` from the bus states ``(..., N, H)``."""
        mean, top = h.mean(-2), h.amax(-2)
        around = torch.cat([mean, top], -1)
        every = torch.cat([h, around.unsqueeze(-2) + torch.zeros_like(h[..., :1])], -1)
        return torch.cat([self.lead(every).squeeze(-1), self.nobody(torch.cat([around, world], -1))], -1)

    def summary(self, h: Tensor, logits: Tensor, world: Tensor) -> Tensor:
        """Input of the world LSTM: the states weighted by the lead, and their mean."""
        shares = torch.softmax(logits[..., :-1], -1)
        led = (shares.unsqueeze(-1) * h).sum(-2)
        return torch.cat([led, h.mean(-2), world], -1)

    def tempo(self, gram: Tensor, logits: Tensor, state: Tensor) -> Tensor:
        """Logits over the tempo bins ``(M, 72)``.

        From tempograms ``(M, N, 2, 96)``, leader logits ``(M, N + 1)`` and the world's state ``(M, K)``.
        """
        shares = torch.softmax(logits[..., :-1], -1)
        led = (shares[..., None, None] * gram).sum(1)
        both = torch.cat([gram.mean(1), gram.amax(1), led], 1)
        padded = torch.cat([both, torch.zeros_like(both[..., :1])], -1)
        looks = torch.cat([padded[..., self.shifts[i]] for i in range(len(OCTAVES))], 1)
        x = torch.relu(self.first(looks) + self.condition(state).unsqueeze(-1))
        x = torch.relu(self.second(x))
        return self.last(x).squeeze(1) + self.place(state)

    def forward(
        self, bus: Tensor, gram: Tensor, pair: Tensor, world: Tensor, looked: slice = slice(None)
    ) -> Output:
        """Whole sequences: ``(B, T, N, F)``, ``(B, T, N, 2, 96)``, ``(B, T, N, N, P)``, ``(B, T, G)``.

        The tempo is told for the ``looked`` ticks only, the leader for all.
        """
        bus, pair, world = self.normalised(bus, pair, world)
        x = self.encode(bus, gram, pair, world)
        batch, time, buses, size = x.shape
        rows = x.transpose(1, 2).reshape(batch * buses, time, size)
        h = self.bus_lstm(rows)[0].reshape(batch, buses, time, -1).transpose(1, 2)
        logits = self.leads(h, world)
        state = self.world_lstm(self.summary(h, logits, world))[0]
        told = (part[:, looked].flatten(0, 1) for part in (gram, logits, state))
        return Output(self.tempo(*told).reshape(batch, -1, BINS), logits)


def best_tempo(chance: Tensor) -> tuple[Tensor, Tensor]:
    """BPM and confidence from chances over the bins ``(..., 72)``: the mean of log-tempo within
    ±3 bins of the best, and the chance that lies there."""
    bins = torch.arange(BINS)
    top = chance.argmax(-1, keepdim=True)
    near = chance * ((bins - top).abs() <= NEAR)
    mass = near.sum(-1)
    place = (near * bins).sum(-1) / mass
    return BPM_LOW * torch.exp(place * (0.6931471805599453 / PER_OCTAVE)), mass


class Tick(nn.Module):
    """One tick with carried state: the graph that is exported (tensor contract in docs/model-contract.md).

    ``tilt`` is added to the tempo's logits for each octave up from 120 BPM: half and double time are often
    equally right, and this says which one people are more likely to mean than the training data do.
    """

    def __init__(self, net: LeaderNet, tilt: float = 0.0) -> None:
        super().__init__()
        self.net = net
        self.register_buffer("prior", tilt * torch.log2(bin_tempi() / 120.0))

    def forward(
        self,
        bus: Tensor,
        tempogram: Tensor,
        pair: Tensor,
        world: Tensor,
        bus_h: Tensor,
        bus_c: Tensor,
        world_h: Tensor,
        world_c: Tensor,
    ) -> tuple[Tensor, ...]:
        """The contract's outputs from its inputs, in its order."""
        net = self.net
        bus, pair, world = net.normalised(bus, pair, world)
        bus_h, bus_c = net.bus_lstm.tick(net.encode(bus, tempogram, pair, world), bus_h, bus_c)
        logits = net.leads(bus_h, world)
        world_h, world_c = net.world_lstm.tick(net.summary(bus_h, logits, world), world_h, world_c)
        tempo = torch.softmax(net.tempo(tempogram[None], logits[None], world_h[None])[0] + self.prior, -1)
        bpm, confidence = best_tempo(tempo)
        return tempo, bpm, confidence, torch.softmax(logits, -1), bus_h, bus_c, world_h, world_c
