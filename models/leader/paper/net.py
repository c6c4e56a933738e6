"""The paper's LSTM, and the two ways to feed it.

As its authors coded it the 13 numbers of one row are 13 steps of one number. As the paper describes it the
network is recurrent over time; there the 13 numbers are one step, and it walks along as many steps, up to
the row that it answers for, so that both ways cost the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import torch
from torch import Tensor, nn

from bridge.types import F32
from models.leader.paper.rows import Rows
from models.leader.paper.table import FEATURES
from models.leader.takes import Index

DROPOUT = 0.3
"""Between the layers, in the authors' code."""
STEPS = len(FEATURES)
APART = 40
"""Rows from one step to the next over time: 0.4 s, so that the steps span 5 s."""

Form = Callable[[F32, Rows, Index], F32]
"""Scaled features of all rows ``(n, 13)`` → the steps ``(m, 13, f)`` before the answers for rows ``(m,)``."""


class StackedLstm(nn.Module):
    """Numbers ``(B,)`` from steps ``(B, S, F)``: LSTM layers of different ``units``, and a linear one.

    The first weights are those of Keras, with which the authors worked.
    """

    def __init__(self, features: int, units: Sequence[int]) -> None:
        super().__init__()
        sizes = [features, *units]
        self.layers = nn.ModuleList(
            nn.LSTM(size, width, batch_first=True) for size, width in zip(sizes, units, strict=False)
        )
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(units[-1], 1)
        for layer in self.layers:
            _as_keras(layer)
        nn.init.xavier_uniform_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, steps: Tensor) -> Tensor:
        """Run along the steps from an empty state; the answer is that after the last."""
        out = self.layers[0](steps)[0]
        for layer in self.layers[1:]:
            out = layer(self.dropout(out))[0]
        answer: Tensor = self.head(out[:, -1]).squeeze(-1)
        return answer


def _as_keras(layer: nn.LSTM) -> None:
    """Glorot's uniform weights, orthogonal recurrent ones, and a forget gate that is open at first."""
    nn.init.xavier_uniform_(layer.weight_ih_l0)
    nn.init.orthogonal_(layer.weight_hh_l0)
    nn.init.zeros_(layer.bias_ih_l0)
    nn.init.zeros_(layer.bias_hh_l0)
    with torch.no_grad():
        layer.bias_ih_l0[layer.hidden_size : 2 * layer.hidden_size] = 1.0


def as_coded(scaled: F32, rows: Rows, at: Index) -> F32:
    """A row's 13 numbers as 13 steps of one: ``(m, 13, 1)``."""
    return scaled[at][:, :, None]


def over_time(scaled: F32, rows: Rows, at: Index) -> F32:
    """The row and those before it, 0.4 s apart, ``(m, 13, 13)``; before a track's start its first row."""
    back = APART * np.arange(STEPS - 1, -1, -1)
    return scaled[np.maximum(at[:, None] - back, rows.first[at][:, None])]


FORMS: Mapping[str, Form] = MappingProxyType({"as coded": as_coded, "over time": over_time})
"""The two ways to feed the network, by the name they bear in the tables."""
