"""The networks of Chen and Wang's table 2, and their CNNs-3, as options of one definition.

Ning Chen, Shijun Wang, "High-Level Music Descriptor Extraction Algorithm Based on Combination of
Multi-Channel CNNs and LSTM", ISMIR 2017.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from torch import nn

from models.mcclstm.data.collection import LENGTH, MEL

Size = tuple[int, int]
"""Bands and frames."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution by ``filters`` of size ``kernel``, ReLU, and the maximum over each ``pool``."""

    filters: int
    kernel: Size
    pool: Size


@dataclass(frozen=True, slots=True)
class Architecture:
    """What a network is made of: ``channels`` side by side, a fully connected layer of ``dense`` units, an
    LSTM of ``memory`` units over the chunks. 0 units: no such layer."""

    channels: tuple[str, ...]
    dense: int
    memory: int


CHANNELS: Mapping[str, tuple[Layer, ...]] = {
    "pitch": (Layer(32, (32, 1), (1, 80)),),
    "tempo": (Layer(32, (1, 60), (40, 1)),),
    "bass": (Layer(8, (13, 9), (4, 4)),),
    "deep": (Layer(32, (5, 5), (2, 2)), Layer(32, (3, 3), (2, 2))),
    "chunk": (),
}
"""Kernels and pools are the paper's table 1; ``deep`` are the layers of CNNs-3, ``chunk`` is the chunk
itself. How many filters there were is not said: 32, as is usual, but 8 for the bass, whose pool leaves 126
numbers of each, so that the file stays below 3 MB."""
ARCHITECTURES: Mapping[str, Architecture] = {
    "CNNs-3": Architecture(("deep",), 200, 0),
    "R0": Architecture(("tempo",), 0, 0),
    "R1": Architecture(("chunk",), 0, 100),
    "R2": Architecture(("tempo", "pitch"), 200, 0),
    "R3": Architecture(("tempo", "pitch", "bass"), 400, 0),
    "R4": Architecture(("tempo", "pitch"), 200, 100),
    "MCCLSTM": Architecture(("tempo", "pitch", "bass"), 400, 200),
}
"""By the paper's names."""
SHIPPED = "MCCLSTM"


def channel(layers: tuple[Layer, ...]) -> tuple[nn.Module, int]:
    """A channel from ``(B, 1, 40, 80)`` to ``(B, n)``, and n."""
    modules: list[nn.Module] = []
    depth, size = 1, (MEL.bands, LENGTH)
    for layer in layers:
        modules += [nn.Conv2d(depth, layer.filters, layer.kernel), nn.ReLU(), nn.MaxPool2d(layer.pool)]
        depth, size = layer.filters, _left(size, layer)
    return nn.Sequential(*modules, nn.Flatten()), depth * prod(size)


def gaussian(net: nn.Module, variance: float | None) -> None:
    """Draw all weights anew: Gaussian of this variance, or of 1 / what comes into a unit; no bias.

    A variance of 1 is what the paper states.
    """
    for weights in net.parameters():
        if weights.ndim == 1:
            nn.init.zeros_(weights)
        else:
            coming = prod(weights.shape[1:])
            nn.init.normal_(weights, 0.0, (variance or 1.0 / coming) ** 0.5)


def _left(size: Size, layer: Layer) -> Size:
    bands, frames = ((n - k + 1) // p for n, k, p in zip(size, layer.kernel, layer.pool, strict=True))
    return bands, frames
