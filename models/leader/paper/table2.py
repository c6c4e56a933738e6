"""Table 2: LSTMs of three to five layers, tuned by six searchers through Ray Tune."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from models.leader.paper.dataset import BUILT, pieces
from models.leader.paper.lstm import answers
from models.leader.paper.net import FORMS
from models.leader.paper.results import Budget, folder, once
from models.leader.paper.rows import Rows, joined, splits
from models.leader.paper.searchers import SEARCHERS
from models.leader.paper.simple import SIMPLE
from models.leader.paper.table1 import judged
from models.leader.paper.trial import Job, space, units

LAYERS = (3, 4, 5)
PAPER: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {
        "Ax": (245, 271, 347),
        "skopt": (273, 289, 290),
        "HyperOpt": (471, 292, 275),
        "BayesOpt": (308, 276, 294),
        "BOHB": (504, 514, 539),
        "ZOOpt": (285, 315, 277),
    }
)
"""MSE of the paper's table 2, by searcher and for each of `LAYERS`."""
Search = Callable[[Job, int, str, Budget, Path], Mapping[str, Any]]
"""Finds the best point of the space for so many layers with a searcher, and its ``mse`` in the search."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the table is to be made."""

    forms: Sequence[str] = tuple(FORMS)
    layers: Sequence[int] = LAYERS
    searchers: Sequence[str] = tuple(PAPER)

    def cells(self) -> Iterator[tuple[str, int, str]]:
        """Form, layers and searcher of each cell."""
        for form in self.forms:
            for layers in self.layers:
                for searcher in self.searchers:
                    yield form, layers, searcher


def tuned(job: Job, layers: int, searcher: str, budget: Budget, kept: Path) -> dict[str, Any]:
    """The best of a search with Ray Tune, kept in the folder ``kept``; a search broken off goes on."""
    from models.search.run import search
    from models.search.settings import SearchSettings

    name = f"{job.form.replace(' ', '-')}-{layers}-{searcher}"
    settings = SearchSettings(kept, name, budget.samples, budget.iterations, metric="MSE, BPM²", concurrent=1)
    made = SEARCHERS[searcher]
    trials = search(job, space(layers), settings, made.searcher(layers), made.scheduler(budget.iterations))
    return {"config": dict(trials.best.settings), "mse": trials.best.last, "trials": len(trials.rows)}


def table2(
    source: str, budget: Budget, chosen: Chosen, built: Path = BUILT, search: Search = tuned
) -> Iterator[dict[str, Any]]:
    """One cell after the other, each kept: what was found, and its errors when trained anew on each split.

    The rows beside them (`SIMPLE`) come first.
    """
    place = folder(source, budget, built)
    rows = joined(pieces(source, built))
    for name in SIMPLE:
        yield once(place, f"table2-{name}", partial(_beside, rows, name, budget))
    for form, layers, searcher in chosen.cells():
        job = Job(source, form, budget.rows, built)
        make = partial(_cell, rows, job, layers, searcher, budget, built, search)
        yield once(place, f"table2-{form}-{layers}-{searcher}", make)


def _beside(rows: Rows, name: str, budget: Budget) -> dict[str, Any]:
    told = {split: judged(SIMPLE[name](rows, s), rows, s) for split, s in splits(rows, budget.rows)}
    return {"way": name, "splits": told}


def _cell(
    rows: Rows, job: Job, layers: int, searcher: str, budget: Budget, built: Path, search: Search
) -> dict[str, Any]:
    kept = built / "searches" / job.source / budget.name
    best = search(job, layers, searcher, budget, kept)
    settings = job.settings(best["config"], budget.iterations)
    return {
        "form": job.form,
        "layers": layers,
        "searcher": searcher,
        "with": SEARCHERS[searcher].through,
        "rate": best["config"]["rate"],
        "units": units(best["config"]),
        "searched_mse": best["mse"],
        "splits": {
            name: judged(answers(rows, split, settings), rows, split)
            for name, split in splits(rows, budget.rows)
        },
    }


def told(cell: Mapping[str, Any]) -> str:
    """A cell on one line."""
    name = cell.get("way") or f"{cell['layers']} layers {cell['form']}, {cell['searcher']}"
    errors = (
        f"{split} {'-' if e['mse'] is None else round(e['mse'])}" for split, e in cell["splits"].items()
    )
    return f"{name}: {', '.join(errors)}"
