"""One network for all the architectures: chunks in, log-chances after each chunk out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from models.mcclstm.data.collection import MEL
from models.mcclstm.network.architecture import CHANNELS, Architecture, channel, gaussian


class Memory(nn.Module):
    """An LSTM over the chunks: its answer to each is one to all until then."""

    def __init__(self, size: int, units: int, labels: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(size, units, batch_first=True)
        self.out = nn.Linear(units, labels)

    def forward(self, fused: Tensor) -> Tensor:
        """Log-chances ``(B, L, labels)`` of ``(B, L, size)``."""
        return torch.log_softmax(self.out(self.lstm(fused)[0]), -1)

    def settled(self, told: Tensor) -> Tensor:
        """The answer to a track after each chunk: the answers themselves."""
        return told


class Average(nn.Module):
    """Each chunk by itself; a track is judged by the mean of its chunks' log-chances."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.out = nn.Linear(size, labels)

    def forward(self, fused: Tensor) -> Tensor:
        """Log-chances ``(B, L, labels)`` of ``(B, L, size)``."""
        return torch.log_softmax(self.out(fused), -1)

    def settled(self, told: Tensor) -> Tensor:
        """The answer to a track after each chunk: the mean over the chunks until then."""
        count = torch.arange(1, told.shape[1] + 1, device=told.device)[:, None]
        return torch.log_softmax(told.cumsum(1) / count, -1)


class Net(nn.Module):
    """The network of an architecture; bands are standardised by what `standardise` was told, and each chunk's
    mean is taken out, so that no fader tells a style.

    ``dropout`` of what is fused, and of the fused; ``variance`` as in `architecture.gaussian`.
    """

    def __init__(
        self, architecture: Architecture, labels: int, dropout: float = 0.0, variance: float | None = None
    ) -> None:
        super().__init__()
        made = [channel(CHANNELS[name]) for name in architecture.channels]
        self.channels = nn.ModuleList(module for module, _ in made)
        size = sum(n for _, n in made)
        self.fuse: nn.Module = nn.Dropout(dropout)
        if architecture.dense:
            dense = nn.Linear(size, architecture.dense)
            self.fuse, size = (
                nn.Sequential(self.fuse, dense, nn.ReLU(), nn.Dropout(dropout)),
                architecture.dense,
            )
        self.head = (
            Memory(size, architecture.memory, labels) if architecture.memory else Average(size, labels)
        )
        self.register_buffer("mean", torch.zeros(MEL.bands))
        self.register_buffer("scale", torch.ones(MEL.bands))
        gaussian(self, variance)

    def standardise(self, frames: Tensor) -> None:
        """Let the bands of frames like these ``(n, 40)`` have mean 0 and variance 1."""
        self.mean.copy_(frames.mean(0))
        self.scale.copy_(1.0 / (frames.std(0) + 1e-3))

    def fused(self, chunks: Tensor) -> Tensor:
        """The fused descriptors ``(B, L, n)`` of chunks ``(B, L, 80, 40)``."""
        even = (chunks - self.mean) * self.scale
        images = (even - even.mean((2, 3), keepdim=True)).flatten(0, 1).transpose(1, 2).unsqueeze(1)
        heard = torch.cat([each(images) for each in self.channels], -1)
        return self.fuse(heard).unflatten(0, chunks.shape[:2])

    def forward(self, chunks: Tensor) -> Tensor:
        """Log-chances ``(B, L, labels)``: what training looks at."""
        return self.head(self.fused(chunks))

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def answers(self, chunks: Tensor) -> Tensor:
        """Log-chances ``(B, L, labels)`` of the track, after each of its chunks."""
        return self.head.settled(self(chunks))


class Step(nn.Module):
    """One chunk of a stream with the LSTM's state before and after: what is exported."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net
        self.units = int(net.head.lstm.hidden_size)

    def forward(self, frames: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Chances ``(1, labels)`` of ``frames`` ``(1, 80, 40)``; states ``(1, 1, units)``."""
        out, (h, c) = self.net.head.lstm(self.net.fused(frames.unsqueeze(1)), (h, c))
        return torch.softmax(self.net.head.out(out[:, 0]), -1), h, c
