"""A function to search on that tells which of its trials ran, where, and from which iteration on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from models.search.trial import Trainable

HELD = 3
"""Iterations after which a trial can be made to wait, so that no machine is too slow to meet it there."""


@dataclass(frozen=True)
class Run:
    """One run of a trial: iterations done ``before`` it and by its end, and the node it was on."""

    began: float
    x: float
    node: str
    before: int
    done: int


@pytest.fixture
def runs(tmp_path: Path) -> Callable[[], list[Run]]:
    """All runs so far, in their order."""

    def read() -> list[Run]:
        found = [Run(**json.loads(path.read_text())) for path in tmp_path.glob("runs/*.json")]
        return sorted(found, key=lambda run: run.began)

    return read


@pytest.fixture
def parabola(tmp_path: Path) -> Trainable:
    """``(x − 1)² + 1 / iteration``, a quarter of a second each; it goes to workers by value.

    While a file ``hold`` lies among the runs, all but the first wait after `HELD` iterations.
    """
    log = tmp_path / "runs"
    log.mkdir()

    def trial(settings: Mapping[str, Any], folder: Path, iterations: int) -> Iterator[float]:
        import ray

        kept, began = folder / "done", time.time()
        node = ray.get_runtime_context().get_node_id()
        before = int(kept.read_text()) if kept.exists() else 0
        for done in range(before, iterations + 1):
            run = {"began": began, "x": settings["x"], "node": node, "before": before, "done": done}
            part = log / f"{began:.6f}"
            part.write_text(json.dumps(run))
            part.rename(part.with_suffix(f".{settings['x']:.6f}.json"))
            if done > before:
                kept.write_text(str(done))
                yield (settings["x"] - 1.0) ** 2 + 1.0 / done
            time.sleep(0.25)
            while done == HELD and (log / "hold").exists() and len(list(log.glob("*.json"))) > 1:
                time.sleep(0.05)

    return trial
