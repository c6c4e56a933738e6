"""Excerpts of film music with emotions, as a user has them on disk; mirdata has no loader for them.

Eerola and Vuoskoski, "A comparison of the discrete and dimensional models of emotion in music", Psychology of
Music 39(1), 2011; https://osf.io/p6vkg. Expected, as it is unpacked: ``set1/…/001.mp3`` to ``360.mp3`` with
``mean_ratings_set1.csv`` anywhere below the folder, and the same of ``set2`` with its 110. A row has the
excerpt's ``Number`` and mean ratings, among them of the five emotions; the highest is the label. By what rule
Chen and Wang came to their counts (anger 61, fear 116, sadness 108, happiness 89, tenderness 96) they do not
say, and whether this is it was not checked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from bridge.errors import BridgeError
from models.mcclstm.data.collection import Track

EMOTIONS: Mapping[str, str] = {
    "anger": "anger",
    "fear": "fear",
    "happy": "happiness",
    "sad": "sadness",
    "tender": "tenderness",
}
"""Column of the table, and label."""
SETS = ("set1", "set2")


def tracks(folder: Path) -> list[Track]:
    """All tracks below ``folder``, named ``set1-001``. Raises `BridgeError` when there are none."""
    found = [track for name in SETS for track in _of(folder, name)]
    if not found:
        raise BridgeError(
            f"{folder}: no Soundtracks: it should hold set1/001.mp3 and so on, and mean_ratings_set1.csv"
        )
    return found


def _of(folder: Path, name: str) -> Iterator[Track]:
    sounds = {
        path.stem: path
        for path in folder.rglob("*.mp3")
        if name in (part.lower() for part in path.relative_to(folder).parts)
    }
    for table in sorted(folder.rglob(f"mean_ratings_{name}.csv")):
        with table.open(newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                ratings = {key.strip().lower(): value for key, value in row.items() if key}
                excerpt = f"{int(ratings['number']):03d}"
                emotion = max((float(ratings[column]), column) for column in EMOTIONS)[1]
                if excerpt in sounds:
                    yield Track(f"{name}-{excerpt}", sounds[excerpt], EMOTIONS[emotion], f"{name}-{excerpt}")
