"""Training: binary cross-entropy of each instrument on mixes drawn anew at each step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
from annotated_types import Ge, Gt
from torch.nn.functional import binary_cross_entropy_with_logits
from tqdm import tqdm
from typing_extensions import Doc

from bridge.types import F32
from models.activity.data.pool import Pool, Scenes
from models.activity.measures import ranked
from models.activity.network.mixer import Mixer
from models.activity.network.net import FORMS, ActivityNet
from models.leader.network.train import one_cycle

KEPT = 100
"""Steps from one checkpoint to the next."""


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train."""

    steps: Annotated[int, Ge(1), Doc("batches")] = 1800
    batch: Annotated[int, Ge(2), Doc("clips a batch")] = 96
    rate: Annotated[float, Gt(0), Doc("highest learning rate of the cycle")] = 2e-3
    seed: Annotated[int, Ge(0), Doc("of weights, mixes and order")] = 0
    threads: Annotated[int, Ge(1), Doc("CPU threads")] = 1
    device: Annotated[str, Doc("where PyTorch trains: cpu, cuda; auto takes a GPU if there is one")] = "auto"


class Training:
    """A network, its optimiser and how far they are; kept in a checkpoint after every 100 steps."""

    def __init__(self, form: str, mixer: Mixer, checkpoint: Path, settings: TrainSettings) -> None:
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        self._form, self._mixer, self._checkpoint, self._settings = form, mixer, checkpoint, settings
        gpu = settings.device == "auto" and torch.cuda.is_available()
        self._device = "cuda" if gpu else settings.device.replace("auto", "cpu")
        self.net = ActivityNet(FORMS[form]).to(self._device, memory_format=torch.channels_last)
        self._optimiser = torch.optim.AdamW(self.net.parameters(), lr=settings.rate, weight_decay=1e-2)
        self.done = 0
        if checkpoint.exists():
            saved = torch.load(checkpoint, weights_only=True, map_location=self._device)
            self.net.load_state_dict(saved["net"])
            self._optimiser.load_state_dict(saved["optimiser"])
            self.done = saved["done"]

    def run(self) -> ActivityNet:
        """Train to the end, from where the checkpoint stands."""
        bar = tqdm(range(self.done, self._settings.steps), desc=self._form, mininterval=2.0)
        mean = 0.3
        for step in bar:
            mean += 0.03 * (self._step(step) - mean)
            bar.set_postfix(loss=f"{mean:.3f}", refresh=False)
            self.done = step + 1
            if self.done % KEPT == 0 or self.done == self._settings.steps:
                self._keep()
        return self.net.cpu().eval()

    def _step(self, step: int) -> float:
        # Seeded by the step, so that a training that was broken off goes on as it would have.
        settings = self._settings
        torch.manual_seed(settings.seed * 1_000_003 + step)
        drawn = self._mixer.draw(np.random.default_rng([settings.seed, step]), settings.batch)
        frames, truth = (torch.from_numpy(each).to(self._device) for each in drawn)
        self._optimiser.param_groups[0]["lr"] = settings.rate * one_cycle(step / settings.steps)
        self._optimiser.zero_grad()
        loss = binary_cross_entropy_with_logits(self.net.train()(frames), truth)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self._optimiser.step()
        return float(loss.item())

    def _keep(self) -> None:
        part = self._checkpoint.with_suffix(".part")
        state = {
            "net": self.net.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "done": self.done,
            "form": self._form,
        }
        torch.save(state, part)
        part.replace(self._checkpoint)


def train(form: str, pool: Pool, held_out: Scenes, checkpoint: Path, settings: TrainSettings) -> float:
    """Train one of `FORMS`; goes on from the ``checkpoint`` where there is one. Gives, and adds to the
    checkpoint, the label-ranking average precision on the mixes ``held_out``, by which one is chosen."""
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    net = Training(form, Mixer(pool), checkpoint, settings).run()
    score = ranked(
        chances(net, held_out.frames.reshape(-1, *held_out.frames.shape[2:])),
        held_out.truth.reshape(-1, held_out.truth.shape[-1]),
    )
    saved = torch.load(checkpoint, weights_only=True)
    torch.save(saved | {"validated": score}, checkpoint)
    return score


def chances(net: ActivityNet, frames: np.ndarray) -> F32:
    """The network's chances ``(n, 18)`` for clips ``(n, 43, 80)``."""
    with torch.no_grad():
        parts = [
            torch.sigmoid(net(torch.from_numpy(part.astype(np.float32))))
            for part in np.array_split(frames, max(1, len(frames) // 256))
        ]
    return np.asarray(torch.cat(parts).numpy())


def load(checkpoint: Path) -> ActivityNet:
    """The trained network of a checkpoint, ready to be used."""
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")
    net = ActivityNet(FORMS[saved["form"]])
    net.load_state_dict(saved["net"])
    return net.eval()
