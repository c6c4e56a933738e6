"""What there is without a model: the median of the buses' own aubio tempi, and nobody who leads."""

from __future__ import annotations

from statistics import median

import numpy as np

from bridge.leader.columns import Columns
from bridge.leader.contract import Contract
from bridge.leader.network import NO_VERDICT, Verdict
from bridge.types import Frame, Reading


class MedianTempo:
    """Hears tempo readings; ``bpm`` is the median over the buses that have one, 0 while none has."""

    def __init__(self, buses: tuple[str, ...]) -> None:
        self._tempo = dict.fromkeys(buses, 0.0)

    def hear(self, reading: Reading) -> None:
        """Take one reading; all but tempi of these buses are passed over."""
        if reading.kind == "tempo" and reading.bus in self._tempo and isinstance(reading.value, float | int):
            self._tempo[reading.bus] = float(reading.value)

    @property
    def bpm(self) -> float:
        """Beats a minute."""
        known = [bpm for bpm in self._tempo.values() if 0.0 < bpm < float("inf")]
        return median(known) if known else 0.0


class Absent:
    """In the place of a model that cannot be used, for the reason ``fault``: no verdict of it is sane."""

    contract = Contract(
        "none", "", "", Columns((), (), ()), np.array([60.0, 120.0], dtype=np.float32), hidden=0, world=0
    )
    sha256 = ""

    def __init__(self, fault: str) -> None:
        self.fault = fault

    def step(self, frame: Frame) -> Verdict:
        """None."""
        return NO_VERDICT

    def reset(self) -> None:
        """Nothing to forget."""
