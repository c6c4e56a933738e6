"""The paper's LSTM on the paper's features, as it is described and as its authors coded it.

Described: two recurrent layers that walk along the ticks. Coded: the 13 numbers of one tick,
the time among them, as 13 steps of one number, so that the network never sees time pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import mse_loss

from models.leader.baselines import paper
from models.leader.baselines.aubio_ways import own_tempi
from models.leader.baselines.ways import Way, nearest, one_hot
from models.leader.takes import F64, Answer, Heard

UNITS, LAYERS = 48, 2
"""Size of the recurrent layers, and how many: the paper's own search began with two."""
RATE = 0.01
"""Highest learning rate of the cycle."""
SPAN = 150
"""Ticks of a training excerpt along which the described network walks."""
EVERY = 10
"""Ticks from one row to the next that the coded network learns from."""
BATCH = 64
STEPS = 400
"""Batches learnt from."""


class TempoLstm(nn.Module):
    """BPM, standardised, from standardised steps ``(B, S, F)``: one after each step, ``(B, S)``."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(features, UNITS, LAYERS, batch_first=True)
        self.head = nn.Linear(UNITS, 1)

    def forward(self, steps: Tensor) -> Tensor:
        """Run along the steps from an empty state."""
        out: Tensor = self.head(self.lstm(steps)[0])
        return out.squeeze(-1)


class _Scale:
    """Means and spreads of features and BPM in training."""

    def __init__(self, rows: F64, bpm: F64) -> None:
        self.mean, self.spread = rows.mean(0), rows.std(0) + 1e-6
        self.bpm, self.width = float(bpm.mean()), float(bpm.std()) + 1e-6

    def rows(self, heard: Heard) -> F64:
        return np.asarray((paper.columns(heard) - self.mean) / self.spread)

    def target(self, heard: Heard) -> F64:
        return (heard.bpm - self.bpm) / self.width

    def answer(self, heard: Heard, out: Tensor) -> Answer:
        """The tempo, and as the paper has it the bus nearest to it as the leader."""
        bpm = np.maximum(np.asarray(out, dtype=np.float64) * self.width + self.bpm, 1.0)
        return Answer(bpm=bpm, shares=one_hot(nearest(own_tempi(heard), bpm), len(heard.buses)))


def _tensor(values: F64) -> Tensor:
    return torch.from_numpy(np.asarray(values, dtype=np.float32))


def _fitted(net: TempoLstm, batch: Callable[[np.random.Generator], tuple[Tensor, Tensor]]) -> TempoLstm:
    """Learn from `STEPS` batches of ``steps, target``; the target is that of the last steps."""
    rng = np.random.default_rng(0)
    optimiser = torch.optim.Adam(net.parameters(), RATE)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, STEPS)
    for _ in range(STEPS):
        steps, target = batch(rng)
        loss = mse_loss(net(steps)[:, -target.shape[1] :], target)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        cycle.step()
    net.eval()
    return net


def _net(features: int) -> TempoLstm:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return TempoLstm(features)


def over_time(training: Sequence[Heard]) -> Way:
    """The LSTM as the paper describes it: recurrent over the ticks."""
    scale = _Scale(*paper.tempo_rows(training, 1))
    takes = [(_tensor(scale.rows(heard)), _tensor(scale.target(heard))) for heard in training]
    span = min([SPAN, *(len(target) for _, target in takes)])

    def batch(rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        chosen = [takes[i] for i in rng.integers(len(takes), size=BATCH // 4)]
        starts = [int(rng.integers(len(target) - span + 1)) for _, target in chosen]
        cut = [
            (rows[s : s + span], target[s : s + span])
            for (rows, target), s in zip(chosen, starts, strict=True)
        ]
        steps, target = (torch.stack(part) for part in zip(*cut, strict=True))
        return steps, target[:, paper.START :]

    net = _fitted(_net(len(scale.mean)), batch)

    def way(heard: Heard) -> Answer:
        with torch.inference_mode():
            return scale.answer(heard, net(_tensor(scale.rows(heard))[None])[0])

    return way


def as_coded(training: Sequence[Heard]) -> Way:
    """The LSTM as the authors coded it: a tick's 13 numbers as 13 steps of one number."""
    scale = _Scale(*paper.tempo_rows(training, 1))
    rows = _tensor(np.concatenate([scale.rows(heard)[paper.START :: EVERY] for heard in training]))
    bpm = _tensor(np.concatenate([scale.target(heard)[paper.START :: EVERY] for heard in training]))

    def batch(rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        chosen = torch.from_numpy(rng.integers(len(rows), size=4 * BATCH))
        return rows[chosen, :, None], bpm[chosen, None]

    net = _fitted(_net(1), batch)

    def way(heard: Heard) -> Answer:
        with torch.inference_mode():
            return scale.answer(heard, net(_tensor(scale.rows(heard))[:, :, None])[:, -1])

    return way
