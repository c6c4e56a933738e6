"""Training: cross-entropy of the answer after every chunk, so that early answers mean something.

The paper trains by asynchronous stochastic gradient descent; here it is Adam.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
from annotated_types import Ge, Gt, Lt
from numpy.random import Generator
from torch import Tensor
from torch.nn.functional import nll_loss
from tqdm import tqdm
from typing_extensions import Doc

from bridge.types import F32
from models.leader.network.train import one_cycle
from models.mcclstm.data.collection import MEL, Heard, chunks
from models.mcclstm.network.architecture import Architecture
from models.mcclstm.network.changes import changed
from models.mcclstm.network.net import Net


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train."""

    epochs: Annotated[int, Ge(1), Doc("passes over the tracks")] = 60
    rate: Annotated[float, Gt(0), Doc("highest learning rate of the cycle")] = 1e-3
    batch: Annotated[int, Ge(1), Doc("tracks a step")] = 12
    window: Annotated[int, Ge(1), Doc("chunks in a row that a pass takes of a track")] = 8
    dropout: Annotated[float, Ge(0), Lt(1), Doc("share of what is fused that is left out")] = 0.2
    decay: Annotated[float, Ge(0), Doc("weight decay")] = 1e-2
    variance: Annotated[float, Ge(0), Doc("of the first weights; 0: 1 / what comes into a unit")] = 0.0
    hop: Annotated[int, Doc("samples from frame to frame: 1024 or 2048")] = MEL.hop
    seed: Annotated[int, Ge(0), Doc("of weights, order and changes")] = 0
    threads: Annotated[int, Ge(1), Doc("CPU threads")] = 1
    device: Annotated[str, Doc("where PyTorch trains: cpu, cuda; auto takes a GPU if there is one")] = "auto"


class Training:
    """A network and how far it is trained; kept in the checkpoint after every pass.

    One that is broken off and goes on ends as one that never was.
    """

    def __init__(
        self,
        tracks: Sequence[Heard],
        labels: Sequence[str],
        architecture: Architecture,
        settings: TrainSettings,
        checkpoint: Path | None = None,
    ) -> None:
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        self._tracks, self._settings, self._checkpoint = tracks, settings, checkpoint
        self._truth = np.array([labels.index(track.label) for track in tracks])
        self._device = device(settings.device)
        self.net = Net(architecture, len(labels), settings.dropout, settings.variance or None)
        self.net.standardise(torch.from_numpy(np.concatenate([t.frames for t in tracks]).astype(np.float32)))
        self.net.to(self._device)
        self._optimiser = torch.optim.AdamW(
            self.net.parameters(), lr=settings.rate, weight_decay=settings.decay
        )
        self.done = 0
        if checkpoint is not None and checkpoint.exists():
            saved = torch.load(checkpoint, weights_only=True, map_location=self._device)
            self.net.load_state_dict(saved["net"])
            self._optimiser.load_state_dict(saved["optimiser"])
            self.done = saved["done"]

    def run(self) -> Net:
        """Train to the end, from where the checkpoint stands."""
        bar = tqdm(range(self._settings.epochs), desc="train", mininterval=2.0, disable=not self._checkpoint)
        for epoch in bar:
            if epoch >= self.done:
                bar.set_postfix(loss=f"{self._pass(epoch):.3f}")
                self.done = epoch + 1
                self._keep()
        return self.net.cpu().eval()

    def _pass(self, epoch: int) -> float:
        """Once over all tracks; the mean loss."""
        rng = np.random.default_rng((self._settings.seed, epoch))
        torch.manual_seed(int(rng.integers(2**31)))
        self.net.train()
        found = []
        for step, (heard, truth) in enumerate(self._batches(rng)):
            progress = (epoch + step * self._settings.batch / len(self._tracks)) / self._settings.epochs
            self._optimiser.param_groups[0]["lr"] = self._settings.rate * one_cycle(progress)
            loss = nll_loss(self.net(heard).flatten(0, 1), truth.repeat_interleave(heard.shape[1]))
            self._optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self._optimiser.step()
            found.append(loss.item())
        return float(np.mean(found))

    def _batches(self, rng: Generator) -> Iterator[tuple[Tensor, Tensor]]:
        order = rng.permutation(len(self._tracks))
        for start in range(0, len(order), self._settings.batch):
            some = order[start : start + self._settings.batch]
            heard = [changed(self._tracks[i], self._settings.hop, self._settings.window, rng) for i in some]
            shortest = min(len(each) for each in heard)
            stacked = torch.from_numpy(np.stack([each[:shortest] for each in heard]))
            yield stacked.to(self._device), torch.from_numpy(self._truth[some]).to(self._device)

    def _keep(self) -> None:
        if self._checkpoint is not None:
            part = self._checkpoint.with_suffix(".part")
            part.parent.mkdir(parents=True, exist_ok=True)
            state = {"net": self.net.state_dict(), "optimiser": self._optimiser.state_dict()}
            torch.save({**state, "done": self.done}, part)
            part.replace(self._checkpoint)


def device(wanted: str) -> str:
    """``auto`` is a GPU if there is one."""
    return wanted.replace("auto", "cuda" if torch.cuda.is_available() else "cpu")


def answers(net: Net, tracks: Sequence[Heard], hop: int = MEL.hop) -> list[F32]:
    """By track the chances ``(chunks, labels)`` after each of its chunks."""
    return [
        np.asarray(net.answers(torch.from_numpy(chunks(track.frames, hop))[None])[0].exp().numpy())
        for track in tracks
    ]


def accuracy(net: Net, tracks: Sequence[Heard], labels: Sequence[str], hop: int = MEL.hop) -> float:
    """Share of the tracks whose last answer is right, 0 to 1."""
    told = [labels[int(each[-1].argmax())] for each in answers(net, tracks, hop)]
    return float(np.mean([said == track.label for said, track in zip(told, tracks, strict=True)]))
