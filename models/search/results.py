"""What Ray Tune gives at the end, as the trials that it tells of."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from models.search.trial import Told, told
from models.search.trials import State, Trial


def trials_of(results: Iterable[Any], iterations: int) -> tuple[Trial, ...]:
    """The trials as their last checkpoints tell them, in the order in which they were begun."""
    each = [
        (Told(began=math.inf) if result.checkpoint is None else told(Path(result.checkpoint.path)), result)
        for result in results
    ]
    each.sort(key=lambda pair: pair[0].began)
    return tuple(
        Trial(_settings(result), found.metric, found.seconds, _state(found, result.error, iterations))
        for found, result in each
    )


def _state(found: Told, error: Exception | None, iterations: int) -> State:
    if error is not None:
        return "failed"
    return "finished" if len(found.metric) >= iterations else "stopped"


def _settings(result: Any) -> Mapping[str, Any]:
    """Settings of a trial; when a search goes on, Ray has forgotten those of one that never told anything."""
    if result.config is not None:
        config: Mapping[str, Any] = result.config
        return config
    kept = Path(result.path) / "params.json"
    found: Mapping[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}
    return found
