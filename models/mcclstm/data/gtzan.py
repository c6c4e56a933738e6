"""GTZAN as a user has it on disk: ``genres/blues/blues.00000.wav`` and so on, as mirdata lays it out.

Tzanetakis and Cook 2002. No licence is known: judge on it, and train nothing on it that ships.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from bridge.errors import BridgeError
from models.material.tunes import Use
from models.mcclstm.data.collection import Track

GENRES = ("blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock")
"""By their folders; mirdata writes hip-hop for the fifth."""
SUFFIXES = (".wav", ".au")
"""The original's files are ``.au``, mirdata's and later copies' ``.wav``."""
EACH = 100
"""Tracks of each genre."""
FILTERED = Path(__file__).with_name("gtzan_filtered.toml")


def tracks(folder: Path) -> list[Track]:
    """All tracks below ``folder``, named ``blues.00000``. Raises `BridgeError` when there are none."""
    found = [
        Track(path.stem, path, genre, path.stem)
        for genre in GENRES
        for path in sorted(folder.rglob(f"{genre}/{genre}.*"))
        if path.suffix in SUFFIXES
    ]
    if not found:
        raise BridgeError(f"{folder}: no GTZAN: it should hold genres/blues/blues.00000.wav and so on")
    return found


@cache
def filtered() -> Mapping[str, Use]:
    """What each track of the fault-filtered split is for, by name; 70 of the 1,000 are for nothing."""
    uses: tuple[Use, ...] = ("train", "validate", "test")
    found = tomllib.loads(FILTERED.read_text())
    return {_name(number): use for use in uses for number in chain(*map(_span, found[use].split()))}


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def _name(number: int) -> str:
    genre, place = divmod(number - 1, EACH)
    return f"{GENRES[genre]}.{place:05d}"
