"""A finished run, read back from its tables as arrays: all that a report is made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.errors import BridgeError
from bridge.outputs.tables import numbers, read_columns

Floats = NDArray[np.float64]
FRAME = 0.1
"""Seconds between two rows of a table."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One performance as the bridge heard it.

    ``times`` ``(T,)`` in seconds, and for each of them ``bpm`` the ensemble's tempo and ``mix_bpm``
    aubio's of the mix (NaN while unknown), ``confidence`` 0 to 1, ``leaders`` names (``none``: nobody),
    ``shares`` of the lead ``(N, T)``, ``heard`` aubio's tempo of each bus ``(N, T)``. ``beats`` seconds
    ``(B,)`` with their ``bars`` and ``places`` in the bar. ``onsets`` seconds, by bus.
    ``summary`` is what ``summary.json`` says.
    """

    buses: tuple[str, ...]
    times: Floats
    bpm: Floats
    mix_bpm: Floats
    confidence: Floats
    leaders: NDArray[np.str_]
    shares: Floats
    heard: Floats
    beats: Floats
    bars: Floats
    places: Floats
    onsets: Mapping[str, Floats]
    summary: Mapping[str, Any]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float(self.summary.get("duration") or (self.times[-1] if len(self.times) else 0.0))


def read(folder: Path) -> Run:
    """The run in ``folder``. Raises `BridgeError` when a table is missing or is not a run's."""
    tempo, leader = read_columns(folder / "tempo.csv"), read_columns(folder / "leader.csv")
    beats, onsets = read_columns(folder / "beats.csv"), read_columns(folder / "onsets.csv")
    _, _, _, *buses, _ = leader
    who, when = np.array(onsets["bus"], dtype=np.str_), numbers(onsets["time"])
    heard = numbers(read_columns(folder / "buses.csv")["bpm"])
    return Run(
        tuple(buses),
        numbers(tempo["time"]),
        numbers(tempo["bpm"]),
        numbers(tempo["mix_bpm"]),
        numbers(tempo["confidence"]),
        np.array(leader["leader"], dtype=np.str_),
        np.array([numbers(leader[bus]) for bus in buses]),
        heard.reshape(-1, len(buses)).T,
        numbers(beats["time"]),
        numbers(beats["bar"]),
        numbers(beats["beat_in_bar"]),
        {bus: np.sort(when[who == bus]) for bus in buses},
        _summary(folder / "summary.json"),
    )


def _summary(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as why:
        raise BridgeError(f"{path}: cannot be read ({why}); run the analysis again") from why
