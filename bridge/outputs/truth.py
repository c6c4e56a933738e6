"""The truth beside a run, where somebody knows it: ``truth.csv`` and ``truth_beats.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bridge.outputs.tables import open_tables, text
from bridge.types import TICK

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "truth.csv": ("time", "bpm", "leader"),
        "truth_beats.csv": ("time", "beat"),
    }
)


class Truth(Protocol):
    """What really happened."""

    @property
    def beats(self) -> NDArray[np.float64]:
        """Stream seconds of the ensemble's beats 0, 1, …, ``(B,)``."""

    def tempo_at(self, t: float) -> float:
        """BPM at ``t``."""

    def leader_at(self, t: float) -> str:
        """The bus that leads at ``t``."""


def write_truth(folder: Path, truth: Truth, seconds: float) -> None:
    """Write the truth about the first ``seconds`` into ``folder``, rows at the recorder's times.

    Raises `BridgeError` when the folder cannot be written.
    """
    tables = open_tables(folder, COLUMNS)
    times = (row * TICK for row in range(1, int(seconds / TICK + 1e-6) + 1))
    tables["truth.csv"].extend((text(t, 1), text(truth.tempo_at(t), 3), truth.leader_at(t)) for t in times)
    tables["truth_beats.csv"].extend((text(t, 6), str(beat)) for beat, t in enumerate(truth.beats))
    for table in tables.values():
        table.close()
