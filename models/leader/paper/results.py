"""What was found, a small JSON file for each part of a table, so that a broken run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.leader.judge.answers import plain
from models.leader.paper.dataset import BUILT


@dataclass(frozen=True, slots=True)
class Budget:
    """What a table may cost: ``samples`` of the search space a searcher, ``iterations`` over the rows a
    network, ``rows`` learnt from and judged on at most (None: all). As it stands it is the paper's."""

    samples: int = 25
    iterations: int = 10
    rows: int | None = None

    @property
    def name(self) -> str:
        """As a folder may be called."""
        return f"{self.samples}-{self.iterations}-{self.rows or 'all'}"


PAPERS = Budget()
"""The paper's own budget."""


def folder(source: str, budget: Budget, built: Path = BUILT) -> Path:
    """Where the results on a source under a budget are kept."""
    return built / "results" / source / budget.name


def once(place: Path, key: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What is kept in the folder ``place`` under ``key``, made and kept if it is not there yet."""
    path = place / f"{plain(key)}.json"
    if not path.exists():
        told = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(told, indent=1))
        part.rename(path)
    return dict(json.loads(path.read_text()))


def found(place: Path, prefix: str) -> list[dict[str, Any]]:
    """All that is kept in a folder under keys that begin with ``prefix``, by name."""
    return [json.loads(path.read_text()) for path in sorted(place.glob(f"{plain(prefix)}*.json"))]


def budgets(source: str, built: Path = BUILT) -> Iterator[Budget]:
    """The budgets under which there are results on a source."""
    for place in sorted((built / "results" / source).glob("*-*-*")):
        samples, iterations, rows = place.name.split("-")
        yield Budget(int(samples), int(iterations), None if rows == "all" else int(rows))
