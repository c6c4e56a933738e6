"""The tempo without a model: the median of the buses' own aubio tempi."""

from __future__ import annotations

from statistics import median

from bridge.types import Reading


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
