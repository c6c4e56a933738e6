"""The search for better settings of the training: what is tried, and how well it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

import torch

from bridge.errors import BridgeError
from models.leader.network.dataset import load
from models.leader.network.net import BINS, LeaderNet, Output
from models.leader.network.train import LOOKED, UNHEARD, Training, TrainSettings, losses, tensors
from models.search import written
from models.search.run import ray_tune, search
from models.search.settings import SearchSettings
from models.search.trials import Trial
from models.search.ways import Way

METRIC = "validation loss (nats)"
HELD_OUT = 8
"""Each eighth shard is held out of the training."""


def space() -> dict[str, Any]:
    """What may be tried: fields of `TrainSettings`, as Ray Tune's distributions."""
    tune = ray_tune()
    return {
        "rate": tune.loguniform(3e-4, 3e-2),
        "decay": tune.loguniform(1e-5, 1e-1),
        "hidden": tune.choice([24, 32, 48, 64, 96]),
        "world": tune.choice([24, 32, 48, 64, 96]),
        "width": tune.uniform(0.4, 1.5),
        "leader_weight": tune.loguniform(0.25, 4.0),
    }


def split(folder: Path) -> tuple[list[Path], list[Path]]:
    """The shards to train on and those held out: each eighth, of each kind in the folder alike.

    What is simulated is in one shard only; a real piece may be in two. Raises `BridgeError` for fewer than
    two shards.
    """
    paths = sorted(folder.glob("shard_*.npz"))
    if len(paths) < 2:
        raise BridgeError(
            f"{folder} has fewer than two shards: make some with python -m models.leader simulate"
        )
    return [path for i, path in enumerate(paths) if i % HELD_OUT], paths[::HELD_OUT]


def loss(net: LeaderNet, paths: list[Path]) -> float:
    """Cross-entropy of the tempo, with the usual target, plus that of the leader: nats, mean of the shards.

    The same for all trials, whatever width and weight they train with.
    """
    device = next(net.parameters()).device

    def of(path: Path) -> float:
        shard = load(path)
        out = net(*tensors(shard, device), slice(UNHEARD, None, LOOKED))
        truth = (torch.from_numpy(x).to(device) for x in (shard.bpm, shard.leader))
        return float(sum(losses(out, *truth)))

    with torch.no_grad():
        return fmean(map(of, paths))


def ignorant(paths: list[Path]) -> float:
    """The loss of who knows nothing: all tempi and all leaders, and nobody, are as likely."""

    def of(path: Path) -> float:
        shard = load(path)
        takes, ticks, buses = shard.bus.shape[:3]
        looked = len(range(UNHEARD, ticks, LOOKED))
        out = Output(torch.zeros(takes, looked, BINS), torch.zeros(takes, ticks, buses + 1))
        return float(sum(losses(out, torch.from_numpy(shard.bpm), torch.from_numpy(shard.leader))))

    return fmean(map(of, paths))


def trial(
    shards: Path, threads: int, chosen: Mapping[str, Any], folder: Path, iterations: int
) -> Iterator[float]:
    """One training of ``iterations`` passes with the ``chosen`` settings: its loss after each."""
    learnt, held = split(shards)
    settings = TrainSettings(epochs=iterations, threads=threads, **chosen)
    training = Training(learnt, folder / "net.pt", settings)
    for _ in training.passes():
        yield loss(training.net, held)


def usual() -> dict[str, Any]:
    """The settings that the model that ships was trained with, where they are searched."""
    settings = asdict(TrainSettings())
    return {name: settings[name] for name in space()}


def tune(shards: Path, settings: SearchSettings, way: Callable[..., Way]) -> str:
    """Search, keep what is found in the search's folder, and say it: the table, and how to train so."""
    _, held = split(shards)
    first = usual()
    how = way(settings, (first,))
    job = partial(trial, shards.resolve(), max(1, int(settings.cpus)))
    found = search(job, space(), settings, how.searcher, how.scheduler)
    lines = [
        written.keep(found, settings.place),
        f"{METRIC} of who knows nothing: {ignorant(held):.4g}; all is kept in {settings.place}",
        "To train as the best did:",
        command(found.best, shards, settings.iterations),
    ]
    return "\n".join(lines)


def command(best: Trial, shards: Path, epochs: int) -> str:
    """The command that trains with the settings of a trial, on all shards."""
    given = {"shards": shards, "checkpoint": "build/leader/tuned.pt", "epochs": epochs, **best.settings}
    options = (f"--{name.replace('_', '-')} {value}" for name, value in given.items())
    return " ".join(("python -m models.leader train", *options))
