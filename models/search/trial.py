"""A trial as a worker does it: what it tells goes to Ray, with what it needs to go on elsewhere."""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Trainable = Callable[[Mapping[str, Any], Path, int], Iterator[float]]
"""``(settings, folder, iterations)`` → the metric after each iteration.

Before it tells, it keeps in ``folder`` what it needs to go on; where it finds that there, it goes on from it
and tells only the iterations that were left.
"""
METRIC = "metric"
TOLD = "told.json"
"""Beside the trial's own files in each checkpoint: what it has told so far."""


@dataclass(frozen=True, slots=True)
class Told:
    """The metric after each iteration, the seconds they took, and when it began, of the wall clock."""

    metric: tuple[float, ...] = ()
    seconds: float = 0.0
    began: float = field(default_factory=time.time)


def told(checkpoint: Path) -> Told:
    """What a trial had told when ``checkpoint``, a folder, was kept."""
    found = json.loads((checkpoint / TOLD).read_text())
    return Told(tuple(found["metric"]), found["seconds"], found["began"])


def work(trainable: Trainable, iterations: int, settings: Mapping[str, Any]) -> None:
    """Do a trial to its end, from its last checkpoint on; it ends where its metric is no number."""
    from ray import tune

    with TemporaryDirectory(prefix="trial-") as place:
        folder = Path(place)
        so_far = _taken_up(tune.get_checkpoint(), folder)
        if len(so_far.metric) >= iterations:
            return
        looked = time.monotonic()
        for metric in trainable(settings, folder, iterations):
            if not math.isfinite(metric):
                return
            took = so_far.seconds + time.monotonic() - looked
            so_far = Told((*so_far.metric, float(metric)), took, so_far.began)
            (folder / TOLD).write_text(json.dumps(asdict(so_far)))
            tune.report({METRIC: float(metric)}, checkpoint=tune.Checkpoint.from_directory(folder))
            if len(so_far.metric) >= iterations:
                return
            looked = time.monotonic()


def _taken_up(checkpoint: Any, folder: Path) -> Told:
    """What the checkpoint tells, its files copied into ``folder``; nothing where there is none."""
    if checkpoint is None:
        return Told()
    with checkpoint.as_directory() as kept:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
    return told(folder)
