"""A picture of a search: the trials' curves, and the best so far."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from models.search.trials import Trials

INK = "C0"


def draw(trials: Trials, path: Path) -> None:
    """Each trial's metric over its iterations, and the best last metric over the trials, into a PNG file."""
    figure = Figure(figsize=(9, 4), layout="constrained")
    curves, best = figure.subplots(1, 2, sharey=True)
    _curves(trials, curves)
    _best(trials, best)
    figure.savefig(path, dpi=120)


def _curves(trials: Trials, axes: Any) -> None:
    axes.set(xlabel="iteration", ylabel=trials.metric, title="each trial, the best in blue")
    axes.xaxis.get_major_locator().set_params(integer=True)
    for place, trial in enumerate(trials.ranked):
        first = place == 0
        how = {
            "color": INK if first else "0.7",
            "linewidth": 2.5 if first else 1,
            "zorder": 3 if first else 2,
        }
        axes.plot(range(1, len(trial.metric) + 1), trial.metric, marker=".", **how)


def _best(trials: Trials, axes: Any) -> None:
    axes.set(xlabel="trial, in the order begun", title="last metric, and the best so far")
    axes.xaxis.get_major_locator().set_params(integer=True)
    told = [(i, trial.last) for i, trial in enumerate(trials.rows, 1) if trial.state == "finished"]
    if told:
        numbers, last = zip(*told, strict=True)
        axes.scatter(numbers, last, color="0.7")
        axes.step(numbers, list(accumulate(last, min)), where="post", color=INK)
