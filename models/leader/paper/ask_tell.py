"""Optimisers that are asked for a point and told its loss, as searchers of Ray Tune."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from ray.tune.search import Searcher

Point = dict[str, float]
Bounds = Mapping[str, tuple[float, float]]


class Optimiser(Protocol):
    """What looks for the point with the smallest loss."""

    def ask(self) -> Point:
        """The next point to try."""

    def tell(self, told: Sequence[tuple[Point, float]]) -> None:
        """What came of one or more points, asked for or not."""


class AskTell(Searcher):
    """An optimiser as a searcher, in a space of real numbers drawn evenly.

    ``make`` makes the optimiser for the bounds of each number. What it was told is kept with the search and
    told again when the search goes on, so no optimiser needs to know how to be kept.
    """

    def __init__(self, make: Callable[[Bounds], Optimiser]) -> None:
        super().__init__()
        self._make = make
        self._bounds: Bounds = {}
        self._told: list[tuple[Point, float]] = []
        self._live: dict[str, Point] = {}

    def set_search_properties(self, metric: str | None, mode: str | None, config: Any, **spec: Any) -> bool:
        """Ray's: what is searched, and in which space; `ValueError` unless it is to be made small."""
        if mode != "min":
            raise ValueError(f"mode {mode!r}: this searcher makes its metric small")
        self._metric, self._mode = metric, mode
        self._bounds = {name: (float(domain.lower), float(domain.upper)) for name, domain in config.items()}
        self._begin()
        return True

    def suggest(self, trial_id: str) -> Point:
        """Ray's: the settings of a new trial."""
        self._live[trial_id] = self._optimiser.ask()
        return dict(self._live[trial_id])

    def on_trial_complete(
        self, trial_id: str, result: Mapping[str, Any] | None = None, error: bool = False
    ) -> None:
        """Ray's: a trial is over; one that tells no figure teaches nothing."""
        point = self._live.pop(trial_id, None)
        if point is not None and result and str(self._metric) in result:
            self._told.append((point, float(result[str(self._metric)])))
            self._optimiser.tell(self._told[-1:])

    def save(self, checkpoint_path: str) -> None:
        """Ray's: keep what was told."""
        kept = {"bounds": self._bounds, "told": self._told, "live": self._live, "metric": self._metric}
        Path(checkpoint_path).write_text(json.dumps(kept))

    def restore(self, checkpoint_path: str) -> None:
        """Ray's: go on from what `save` kept."""
        kept = json.loads(Path(checkpoint_path).read_text())
        self._bounds = {name: (low, high) for name, (low, high) in kept["bounds"].items()}
        self._told = [(point, loss) for point, loss in kept["told"]]
        self._live, self._metric, self._mode = kept["live"], kept["metric"], "min"
        self._begin()

    def _begin(self) -> None:
        self._optimiser = self._make(self._bounds)
        if self._told:
            self._optimiser.tell(self._told)
