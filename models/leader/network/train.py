"""Training: cross-entropy over tempo bins (a narrow Gaussian about the truth) plus that of the leader."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
from annotated_types import Ge, Gt
from torch import Tensor
from torch.nn.functional import cross_entropy
from tqdm import tqdm
from typing_extensions import Doc

from bridge.errors import BridgeError
from models.leader.network.dataset import NO_TEMPO, Shard, load
from models.leader.network.net import BINS, BPM_LOW, PER_OCTAVE, UNITS, LeaderNet, Output
from models.leader.takes import NOBODY, UNKNOWN

UNHEARD = 20
"""Ticks at the start that nothing is asked of."""
LOOKED = 7
"""Ticks from one look at the tempo to the next: neighbours tell the same, and the tempo head costs most."""
WIDTH = 0.7
"""Bins: standard deviation of the tempo's target."""
LEADER_WEIGHT = 1.0
"""Of the leader's loss beside the tempo's."""
WARM = 1 / 6
"""Share of the training in which the learning rate rises."""
KEPT = 25
"""Steps from one checkpoint to the next."""
SCALED = 24
"""Shards that the columns' means and scales are taken from."""


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train."""

    epochs: Annotated[int, Ge(1), Doc("passes over the shards")] = 4
    rate: Annotated[float, Gt(0), Doc("highest learning rate of the cycle")] = 3e-3
    seed: Annotated[int, Ge(0), Doc("of weights and order")] = 0
    threads: Annotated[int, Ge(1), Doc("CPU threads")] = 1
    device: Annotated[str, Doc("where PyTorch trains: cpu, cuda; auto takes a GPU if there is one")] = "auto"
    decay: Annotated[float, Ge(0), Doc("weight decay")] = 1e-3
    hidden: Annotated[int, Ge(1), Doc("units of the LSTM of each bus")] = UNITS
    world: Annotated[int, Ge(1), Doc("units of the LSTM of all")] = UNITS
    width: Annotated[float, Gt(0), Doc("bins: standard deviation of the tempo's target")] = WIDTH
    leader_weight: Annotated[float, Ge(0), Doc("of the leader's loss beside the tempo's")] = LEADER_WEIGHT


def tempo_target(bpm: Tensor, width: float = WIDTH) -> Tensor:
    """Chances over the bins ``(..., 72)`` about each true BPM, ``width`` bins wide."""
    place = PER_OCTAVE * torch.log2(bpm / BPM_LOW)
    bins = torch.arange(BINS, device=bpm.device)
    return torch.softmax(-0.5 * ((bins - place.unsqueeze(-1)) / width) ** 2, -1)


def losses(out: Output, bpm: Tensor, leader: Tensor, width: float = WIDTH) -> tuple[Tensor, Tensor]:
    """Mean cross-entropies of tempo and leader after the first 2 s; what is unknown is passed over."""
    bpm = bpm[:, UNHEARD::LOOKED].flatten()
    right = bpm != NO_TEMPO
    each = cross_entropy(out.tempo.flatten(0, 1)[right], tempo_target(bpm[right], width), reduction="sum")
    tempo = each / right.sum().clamp(min=1)
    nobody = out.leader.shape[-1] - 1
    who = torch.where(leader == NOBODY, nobody, leader)[:, UNHEARD:].flatten()
    told = out.leader[:, UNHEARD:].flatten(0, 1)
    each = cross_entropy(told, who, ignore_index=UNKNOWN, reduction="sum")
    return tempo, each / (who != UNKNOWN).sum().clamp(min=1)


def tensors(shard: Shard, device: torch.device | str = "cpu") -> tuple[Tensor, ...]:
    """A shard's inputs, float32."""
    names = ("bus", "tempogram", "pair", "world")
    return tuple(torch.from_numpy(getattr(shard, name)).float().to(device) for name in names)


def fit_scales(net: LeaderNet, paths: list[Path]) -> None:
    """Set the columns' means and scales from some shards."""
    shards = [load(path) for path in paths]
    for axis in ("bus", "pair", "world"):
        rows = np.concatenate([getattr(s, axis).reshape(-1, getattr(s, axis).shape[-1]) for s in shards])
        rows = rows.astype(np.float64)
        getattr(net, f"{axis}_mean").copy_(torch.from_numpy(rows.mean(0)))
        getattr(net, f"{axis}_scale").copy_(torch.from_numpy(1.0 / (rows.std(0) + 1e-3)))


def one_cycle(progress: float) -> float:
    """The learning rate over its highest, 0 to 1, at ``progress`` 0 to 1: up for a sixth, then down.

    After Smith & Topin, "Super-Convergence", arXiv:1708.07120.
    """
    if progress < WARM:
        return 0.04 + 0.96 * 0.5 * (1.0 - math.cos(math.pi * progress / WARM))
    return 0.002 + 0.998 * 0.5 * (1.0 + math.cos(math.pi * min((progress - WARM) / (1.0 - WARM), 1.0)))


def order(paths: list[Path], settings: TrainSettings) -> Iterator[Path]:
    """The shards as they are trained on: the same for the same seed."""
    rng = np.random.default_rng(settings.seed)
    for _ in range(settings.epochs):
        yield from (paths[i] for i in rng.permutation(len(paths)))


class Training:
    """A network, its optimiser and how far they are; kept after every 25 steps and every pass."""

    def __init__(self, paths: list[Path], checkpoint: Path, settings: TrainSettings) -> None:
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        self._paths, self._checkpoint, self._settings = paths, checkpoint, settings
        gpu = settings.device == "auto" and torch.cuda.is_available()
        self._device = "cuda" if gpu else settings.device.replace("auto", "cpu")
        self.net = LeaderNet(settings.hidden, settings.world)
        if not checkpoint.exists():
            some = np.random.default_rng(0).permutation(len(paths))[:SCALED]
            fit_scales(self.net, [paths[i] for i in some])
        self.net.to(self._device)
        self._optimiser = torch.optim.AdamW(
            self.net.parameters(), lr=settings.rate, weight_decay=settings.decay
        )
        self.done = 0
        if checkpoint.exists():
            saved = torch.load(checkpoint, weights_only=True, map_location=self._device)
            self.net.load_state_dict(_fitting(saved["net"], self.net, checkpoint))
            self._optimiser.load_state_dict(saved["optimiser"])
            self.done = saved["done"]

    def run(self) -> LeaderNet:
        """Train to the end, from where the checkpoint stands."""
        for _ in self.passes():
            pass
        return self.net.cpu().eval()

    def passes(self) -> Iterator[int]:
        """Train to the end, from where the checkpoint stands; the passes done, after each that is kept."""
        steps = self._settings.epochs * len(self._paths)
        mean = np.array([4.3, 1.5])
        bar = tqdm(order(self._paths, self._settings), total=steps, desc="train", mininterval=2.0)
        for step, path in enumerate(bar):
            if step < self.done:
                continue
            self._optimiser.param_groups[0]["lr"] = self._settings.rate * one_cycle(step / steps)
            mean += 0.03 * (self._step(load(path)) - mean)
            bar.set_postfix(tempo=f"{mean[0]:.3f}", leader=f"{mean[1]:.3f}", refresh=False)
            self.done = step + 1
            whole = self.done % len(self._paths) == 0
            if self.done % KEPT == 0 or whole:
                self._keep()
            if whole:
                yield self.done // len(self._paths)

    def _step(self, shard: Shard) -> np.ndarray:
        inputs = tensors(shard, self._device)
        out = self.net(*inputs, slice(UNHEARD, None, LOOKED))
        bpm, who = (torch.from_numpy(x).to(self._device) for x in (shard.bpm, shard.leader))
        tempo, leader = losses(out, bpm, who, self._settings.width)
        self._optimiser.zero_grad()
        (tempo + self._settings.leader_weight * leader).backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self._optimiser.step()
        return np.array([tempo.item(), leader.item()])

    def _keep(self) -> None:
        part = self._checkpoint.with_suffix(".part")
        state = {"net": self.net.state_dict(), "optimiser": self._optimiser.state_dict(), "done": self.done}
        torch.save(state, part)
        part.replace(self._checkpoint)


def _fitting(weights: Mapping[str, Tensor], net: LeaderNet, checkpoint: Path) -> Mapping[str, Tensor]:
    """The weights. Raises `BridgeError` when they are of a network of another size."""
    if any(weights[name].shape != part.shape for name, part in net.state_dict().items()):
        raise BridgeError(
            f"{checkpoint} is of a network of another size: give its --hidden and --world, or another file"
        )
    return weights


def train(folder: Path, out: Path, settings: TrainSettings) -> LeaderNet:
    """Train on all shards of ``folder``; goes on from the checkpoint ``out`` where there is one."""
    return Training(sorted(folder.glob("shard_*.npz")), out, settings).run()
