"""One trial of table 2, as a worker of Ray Tune does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from models.leader.paper.dataset import BUILT, pieces
from models.leader.paper.lstm import Lstm, LstmSettings
from models.leader.paper.rows import in_order, joined

RATES, UNITS = (0.001, 0.1), (2.0, 512.0)
"""The paper's search space: learning rates, and units of each layer."""
STATE = "network.pt"


@dataclass(frozen=True, slots=True)
class Job:
    """What all trials of a search have in common: the ``source``, where it lies, ``rows`` at most, and the
    network's ``form``."""

    source: str
    form: str
    rows: int | None = None
    built: Path = BUILT

    def __call__(self, config: Mapping[str, Any], folder: Path, iterations: int) -> Iterator[float]:
        """Train on the paper's own split; the MSE in BPM² on the rows learnt from after each pass.

        Goes on from what ``folder`` holds. This figure the authors' code hands to its searchers, too.
        """
        torch.set_num_threads(1)
        rows = joined(pieces(self.source, self.built))
        network = Lstm(rows, in_order(rows).thinned(self.rows), self.settings(config, iterations))
        state, done = folder / STATE, 0
        if state.exists():
            kept = torch.load(state, weights_only=True)
            network.net.load_state_dict(kept["net"])
            done = kept["done"]
        for mse in network.passes(done):
            done += 1
            torch.save({"net": network.net.state_dict(), "done": done}, state)
            yield mse

    def settings(self, config: Mapping[str, Any], iterations: int) -> LstmSettings:
        """The network that a point of the search space means; units are rounded down, as the authors do."""
        device = "cuda" if torch.cuda.is_available() else "cpu"
        return LstmSettings(self.form, units(config), float(config["rate"]), iterations, device=device)


def units(config: Mapping[str, Any]) -> tuple[int, ...]:
    """The units of each layer of a point of the search space."""
    layers = sum(name.startswith("units_") for name in config)
    return tuple(int(config[f"units_{layer}"]) for layer in range(1, layers + 1))


def space(layers: int) -> dict[str, Any]:
    """The paper's search space for so many layers, as Ray Tune draws from it: evenly.

    Units are real numbers there: not all searchers know whole ones, and the authors did the same.
    """
    from ray import tune

    sizes = {f"units_{layer}": tune.uniform(*UNITS) for layer in range(1, layers + 1)}
    return {"rate": tune.uniform(*RATES), **sizes}
