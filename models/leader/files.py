"""Files that the commands make and find again: where they lie, if stale, how written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""
BUILT = ROOT / "build" / "leader"
"""What takes long to make is kept here."""


@cache
def code(*names: str) -> str:
    """Hash, in hex, of the checkout's Python files, or folders of them: what they made goes stale with it.

    Raises `FileNotFoundError` for one that is not there.
    """
    places = [ROOT / name for name in names]
    paths = [path for place in places for path in (place.rglob("*.py") if place.is_dir() else (place,))]
    seen = blake2b(digest_size=16)
    for path in sorted(paths):
        seen.update(path.read_bytes())
    return seen.hexdigest()


def keep(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write an ``.npz``; aside first and then renamed, so that a broken run leaves no half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **arrays)
    part.rename(path)
