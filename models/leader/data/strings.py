"""Quartets and trios of Virtuoso Strings: onsets of each player, and who had been told to lead.

Tomczak, Li & Di Luca, "Virtuoso Strings", ISMIR 2023 late-breaking (CC BY-NC-SA: for judging only). A
take's folder says ensemble, composer, assigned leader and condition: DP deadpan, NR normal, SP with
changes of speed. The assigned leader shows in SP takes only. The duets name parts, not leaders, and
the solos have nobody to lead: both are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bridge.errors import BridgeError
from bridge.types import Reading
from models.leader.data.beats import ticks
from models.leader.takes import NOBODY, Heard

ROLES = {"VN1": "melody", "VN2": "chords", "VA": "chords", "VC": "bass"}
"""The players in score order, and what they mostly play in these pieces."""
NO_LEADER = "VN0"
KNOWN_AFTER = 0.06
"""Seconds from an onset to its reading, as the bridge's ears need; the annotations have no detector."""
STRENGTH = 0.7


def hearings(folder: Path) -> Iterator[Heard]:
    """Each take as onset readings of true onsets, named ``condition/folder/take``, e.g. ``SP/Q-JH-VN1-SP/3``.

    ``leader`` is the assigned one throughout, `NOBODY` where none was. No score comes with the onsets,
    so ``beats`` is empty and ``bpm`` NaN: these takes judge the leader alone.

    Raises `BridgeError` when there is none.
    """
    found = sorted(path for kind in ("QUARTET", "TRIO") for path in folder.glob(f"annotations/{kind}/*/*"))
    if not found:
        raise BridgeError(f"no takes in {folder}/annotations: is it the Virtuoso Strings data set?")
    yield from (_heard(path) for path in found)


def _heard(path: Path) -> Heard:
    _, _, leader, condition = path.parent.name.split("-")
    files = {file.name.split("-")[0]: file for file in path.glob("*.txt")}
    buses = tuple(player for player in ROLES if player in files)
    onsets = {bus: np.loadtxt(files[bus], usecols=0, ndmin=1) for bus in buses}
    at = ticks(min(float(times[-1]) for times in onsets.values()))
    readings = [
        Reading(bus, "onset", t, t + KNOWN_AFTER, STRENGTH) for bus in buses for t in onsets[bus].tolist()
    ]
    return Heard(
        f"{condition}/{path.parent.name}/{path.name}",
        buses,
        tuple(ROLES[bus] for bus in buses),
        tuple(sorted(readings, key=lambda reading: reading.arrived)),
        np.empty(0),
        np.full(len(at), np.nan),
        np.full(len(at), NOBODY if leader == NO_LEADER else buses.index(leader)),
    )
