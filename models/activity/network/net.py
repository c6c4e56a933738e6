"""One definition of three networks on log-mel clips: fully connected, convolutional, with recurrence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor, nn

from models.activity.clips import LABELS, LENGTH, MEL

RANGE = 6.0
"""Powers of ten below a clip's loudest that are looked at: 60 dB."""
POOLS = ((2, 2), (2, 2), (1, 2), (1, 2))
"""Frames and bands that become one after each convolution."""


@dataclass(frozen=True, slots=True)
class Form:
    """``channels`` of the convolutions, none for a fully connected network; ``recurrent`` units of a GRU in
    each direction over what they say, or 0; ``hidden`` units of the dense layers."""

    channels: tuple[int, ...]
    recurrent: int
    hidden: int


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "fc": Form((), 0, 192),
        "cnn": Form((16, 32, 64, 96), 0, 128),
        "crnn": Form((16, 32, 64, 96), 48, 128),
    }
)


class ActivityNet(nn.Module):
    """Frames ``(B, 43, 80)``, log10 power, to logits ``(B, 18)``.

    A clip is taken relative to its own loudest band, so that no fader changes what is heard.
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.front = nn.Sequential(*_convolutions(form.channels))
        bands = MEL.bands
        for _, pooled in POOLS[: len(form.channels)]:
            bands //= pooled
        seen = (form.channels[-1] if form.channels else 1) * bands
        self.gru = (
            nn.GRU(seen, form.recurrent, batch_first=True, bidirectional=True) if form.recurrent else None
        )
        told = 2 * form.recurrent or seen
        first = 2 * told if form.channels else LENGTH * MEL.bands
        middle = () if form.channels else (nn.Linear(form.hidden, form.hidden), nn.ReLU(), nn.Dropout(0.3))
        self.head = nn.Sequential(
            nn.Dropout(0.3),
            nn.Linear(first, form.hidden),
            nn.ReLU(),
            nn.Dropout(0.3),
            *middle,
            nn.Linear(form.hidden, len(LABELS)),
        )

    def forward(self, frames: Tensor) -> Tensor:
        """See the class."""
        x = frames - frames.amax((1, 2), keepdim=True)
        x = x.clamp(min=-RANGE) * (2.0 / RANGE) + 1.0
        if not self.form.channels:
            return self.head(x.flatten(1))
        x = self.front(x.unsqueeze(1)).transpose(1, 2).flatten(2)
        if self.gru is not None:
            x = self.gru(x)[0]
        return self.head(torch.cat([x.mean(1), x.amax(1)], 1))


class Tagging(nn.Module):
    """The graph that is exported: frames to chances ``(B, 18)``."""

    def __init__(self, net: ActivityNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, frames: Tensor) -> Tensor:
        """Each label's own chance: several may sound, or none."""
        return torch.sigmoid(self.net(frames))


def _convolutions(channels: tuple[int, ...]) -> list[nn.Module]:
    layers: list[nn.Module] = []
    for before, after, pool in zip((1, *channels), channels, POOLS, strict=False):
        convolution = nn.Conv2d(before, after, 3, padding=1, bias=False)
        # Pooled first: what comes after costs a quarter.
        layers += [convolution, nn.MaxPool2d(pool), nn.BatchNorm2d(after), nn.ReLU()]
    return layers
