"""Training: cross-entropy over tempo bins (a narrow Gaussian about the truth) plus that of the leader."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
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

from models.leader.takes import NOBODY, UNKNOWN
from models.leader.network.dataset import Shard, load
from models.leader.network.net import BINS, BPM_LOW, PER_OCTAVE, LeaderNet, Output

UNHEARD = 20
"""Ticks at the start that nothing is asked of."""
LOOKED = 3
"""Ticks from one look at the tempo to the next: neighbours tell the same, and the tempo head costs most."""
WIDTH = 0.7
"""Bins: standard deviation of the tempo's target."""
LEADER_WEIGHT = 0.7
WARM = 1 / 6
"""Share of the training in which the learning rate rises."""


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train."""

    epochs: Annotated[int, Ge(1), Doc("passes over the shards")] = 6
    rate: Annotated[float, Gt(0), Doc("highest learning rate of the cycle")] = 3e-3
    seed: Annotated[int, Ge(0), Doc("of weights and order")] = 0
    threads: Annotated[int, Ge(1), Doc("CPU threads")] = 1
    minutes: Annotated[float, Gt(0), Doc("stop after this, the cycle fitted into it")] = 20.0


def tempo_target(bpm: Tensor) -> Tensor:
    """Chances over the bins ``(..., 72)`` about each true BPM."""
    place = PER_OCTAVE * torch.log2(bpm / BPM_LOW)
    return torch.softmax(-0.5 * ((torch.arange(BINS) - place.unsqueeze(-1)) / WIDTH) ** 2, -1)


def losses(out: Output, bpm: Tensor, leader: Tensor) -> tuple[Tensor, Tensor]:
    """Mean cross-entropies of tempo and leader after the first 2 s; `UNKNOWN` leaders are passed over."""
    late = slice(UNHEARD, None)
    bpm = bpm[:, UNHEARD::LOOKED]
    tempo = cross_entropy(out.tempo.flatten(0, 1), tempo_target(bpm).flatten(0, 1))
    nobody = out.leader.shape[-1] - 1
    who = torch.where(leader == NOBODY, nobody, leader)[:, late]
    each = cross_entropy(
        out.leader[:, late].flatten(0, 1), who.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return tempo, each / max(int((who != UNKNOWN).sum()), 1)


def tensors(shard: Shard) -> tuple[Tensor, ...]:
    """A shard's inputs, float32."""
    names = ("bus", "tempogram", "pair", "world")
    return tuple(torch.from_numpy(getattr(shard, name)).float() for name in names)


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


def _order(paths: list[Path], settings: TrainSettings) -> Iterator[Path]:
    rng = np.random.default_rng(settings.seed)
    for _ in range(settings.epochs):
        yield from (paths[i] for i in rng.permutation(len(paths)))


def train(folder: Path, out: Path, settings: TrainSettings) -> LeaderNet:
    """Train on all shards of ``folder``; writes ``out`` (a checkpoint) now and then, and goes on from it."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    paths = sorted(folder.glob("shard_*.npz"))
    net = LeaderNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=settings.rate, weight_decay=1e-3)
    steps = settings.epochs * len(paths)
    done, spent = 0, 0.0
    if out.exists():
        saved = torch.load(out, weights_only=True)
        net.load_state_dict(saved["net"])
        optimiser.load_state_dict(saved["optimiser"])
        done, spent = saved["done"], saved["seconds"]
    else:
        fit_scales(net, paths[:12])
    begun = time.monotonic() - spent
    bar = tqdm(enumerate(_order(paths, settings)), total=steps, desc="train")
    mean = np.array([4.3, 1.5])
    for step, path in bar:
        if step < done:
            continue
        progress = max(step / steps, spent / (60.0 * settings.minutes))
        optimiser.param_groups[0]["lr"] = settings.rate * one_cycle(progress)
        mean += 0.03 * (_step(net, optimiser, load(path)) - mean)
        bar.set_postfix(tempo=f"{mean[0]:.3f}", leader=f"{mean[1]:.3f}")
        spent = time.monotonic() - begun
        last = step + 1 == steps or spent > 60.0 * settings.minutes
        if last or step % 50 == 49:
            torch.save(
                {
                    "net": net.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "done": step + 1,
                    "seconds": spent,
                },
                out,
            )
        if last:
            break
    return net


def _step(net: LeaderNet, optimiser: torch.optim.Optimizer, shard: Shard) -> np.ndarray:
    out = net(*tensors(shard), slice(UNHEARD, None, LOOKED))
    tempo, leader = losses(out, torch.from_numpy(shard.bpm), torch.from_numpy(shard.leader))
    optimiser.zero_grad()
    (tempo + LEADER_WEIGHT * leader).backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    return np.array([tempo.item(), leader.item()])
