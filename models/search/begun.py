"""What a search was begun with: it goes on as the same, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bridge.errors import BridgeError
from models.search.settings import SearchSettings

BEGUN = "search.json"
"""In the search's folder."""


def agree(space: Mapping[str, Any], settings: SearchSettings, *ways: Any) -> None:
    """Write down what the search is begun with. Raises `BridgeError` if it was begun with something else."""
    now = {
        "samples": settings.samples,
        "iterations": settings.iterations,
        "seed": settings.seed,
        "space": {name: described(values) for name, values in sorted(space.items())},
        "ways": [type(way).__name__ for way in ways],
    }
    path = settings.place / BEGUN
    if path.exists():
        begun = json.loads(path.read_text())
        other = ", ".join(name for name in now if now[name] != begun.get(name))
        if other:
            raise BridgeError(
                f"{settings.place} is a search with other {other}: take another name for this one"
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(now, indent=1))


def described(values: Any) -> str:
    """What a setting may be, alike in every run: one of Ray Tune's distributions, or itself."""
    if not hasattr(values, "domain_str"):
        return repr(values)
    how = values.get_sampler()
    return f"{type(values).__name__} {values.domain_str} {type(how).__name__} {getattr(how, 'q', '')}".strip()
