"""How the paper's LSTM is trained: as its authors' code does, but for where it starts.

Stochastic gradient descent on the mean absolute error, features brought to 0…1 by the rows learnt from, no
validation. The code lets the network say the BPM itself, so that it must first climb from 0 to about 120
by steps as large as the learning rate; here it says what is to be added to the mean of the rows learnt from,
or with few steps nothing but that climb would be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np
import torch
from annotated_types import Ge, Gt
from torch.nn.functional import l1_loss
from typing_extensions import Doc

from bridge.types import F32
from models.leader.paper.net import FORMS, StackedLstm
from models.leader.paper.rows import Rows, Split
from models.leader.takes import F64, Index

JUDGED = 512
"""Rows answered at once."""


@dataclass(frozen=True, slots=True)
class LstmSettings:
    """A network and how it is trained."""

    form: Annotated[str, Doc("a name of FORMS")]
    units: Annotated[tuple[int, ...], Doc("of each layer")] = (50, 50)
    rate: Annotated[float, Gt(0), Doc("learning rate")] = 0.1
    iterations: Annotated[int, Ge(1), Doc("passes over the rows")] = 10
    batch: Annotated[int, Ge(1), Doc("rows a step")] = 32
    seed: Annotated[int, Ge(0), Doc("of weights and order")] = 0
    device: Annotated[str, Doc("where PyTorch trains: cpu, cuda")] = "cpu"


class Lstm:
    """A network in training on a split of rows."""

    def __init__(self, rows: Rows, split: Split, settings: LstmSettings) -> None:
        torch.manual_seed(settings.seed)
        self._rows, self._split, self._settings = rows, split, settings
        self._scaled, self._mean = scaled(rows, split), float(rows.bpm[split.train].mean())
        features = self._steps(split.train[:1]).shape[-1]
        self.net = StackedLstm(features, settings.units).to(settings.device)
        self._optimiser = torch.optim.SGD(self.net.parameters(), lr=settings.rate)

    def passes(self, done: int = 0) -> Iterator[float]:
        """Train on from so many passes; after each its MSE in BPM² on the rows learnt from.

        That is what the authors' code reports and its searchers make small: of each batch just before it is
        learnt from, dropout included.
        """
        for number in range(done, self._settings.iterations):
            yield self._pass(number)

    def predict(self, at: Index) -> F64:
        """BPM ``(m,)`` of the rows ``at`` ``(m,)``; the mean of the training where the network broke down."""
        self.net.eval()
        parts = [at[start : start + JUDGED] for start in range(0, len(at), JUDGED)]
        with torch.inference_mode():
            told = [self.net(self._steps(part)).double().cpu().numpy() for part in parts]
        return np.nan_to_num(np.concatenate(told), nan=0.0, posinf=0.0, neginf=0.0) + self._mean

    def _pass(self, number: int) -> float:
        """One pass, with an order and a dropout of its own: one that is taken up ends as one unbroken."""
        rng = np.random.default_rng((self._settings.seed, number))
        torch.manual_seed(int(rng.integers(2**31)))
        self.net.train()
        order, size = rng.permutation(self._split.train), self._settings.batch
        errors = np.concatenate([self._step(order[i : i + size]) for i in range(0, len(order), size)])
        return float(np.mean(errors))

    def _step(self, at: Index) -> F64:
        """One step downhill; the square errors before it."""
        wanted = torch.from_numpy(np.float32(self._rows.bpm[at] - self._mean)).to(self._settings.device)
        told = self.net(self._steps(at))
        loss = l1_loss(told, wanted)
        self._optimiser.zero_grad()
        loss.backward()
        self._optimiser.step()
        return np.asarray((told - wanted).detach().double().square().cpu().numpy())

    def _steps(self, at: Index) -> torch.Tensor:
        made: Callable[..., F32] = FORMS[self._settings.form]
        return torch.from_numpy(made(self._scaled, self._rows, at)).to(self._settings.device)


def scaled(rows: Rows, split: Split) -> F32:
    """The features of all rows ``(n, 13)``, those of the rows learnt from between 0 and 1."""
    low, high = rows.features[split.train].min(axis=0), rows.features[split.train].max(axis=0)
    return ((rows.features - low) / np.where(high > low, high - low, 1.0)).astype(np.float32)


def answers(rows: Rows, split: Split, settings: LstmSettings) -> F64:
    """BPM ``(m,)`` of the rows of the test, after training."""
    network = Lstm(rows, split, settings)
    for _ in network.passes():
        pass
    return network.predict(split.test)
