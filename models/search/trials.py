"""What a search has found: its trials as values, and as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bridge.errors import BridgeError

State = Literal["finished", "stopped", "failed"]
"""``stopped``: by the scheduler, or because its metric was no number; ``failed``: each time it was tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial: the settings it was given, its metric after each iteration, and the seconds they took."""

    settings: Mapping[str, Any]
    metric: tuple[float, ...]
    seconds: float
    state: State

    @property
    def last(self) -> float:
        """The metric after the last iteration; infinite where there was none."""
        return self.metric[-1] if self.metric else float("inf")


@dataclass(frozen=True, slots=True)
class Trials:
    """All trials of a search in the order in which they were begun, and how their metric is written."""

    metric: str
    rows: tuple[Trial, ...]

    @property
    def ranked(self) -> tuple[Trial, ...]:
        """Those that finished first, then those that were stopped, then those that failed; the best first."""
        order = ("finished", "stopped", "failed")
        return tuple(sorted(self.rows, key=lambda trial: (order.index(trial.state), trial.last)))

    @property
    def best(self) -> Trial:
        """The finished trial whose last metric is the smallest.

        Raises `BridgeError` when none has finished.
        """
        first = self.ranked[:1]
        if not first or first[0].state != "finished":
            raise BridgeError("no trial of the search has finished: error.txt in a trial's folder says why")
        return first[0]


def write(trials: Trials, path: Path) -> None:
    """A CSV file: a row a trial, its settings, state, seconds, and the metric after each iteration."""
    names = sorted({name for trial in trials.rows for name in trial.settings})
    longest = max((len(trial.metric) for trial in trials.rows), default=0)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([*names, "state", "seconds", *(f"metric_{i + 1}" for i in range(longest))])
        for trial in trials.rows:
            given = (trial.settings.get(name, "") for name in names)
            rows.writerow([*given, trial.state, f"{trial.seconds:.3f}", *trial.metric])
