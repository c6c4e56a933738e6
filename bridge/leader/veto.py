"""Who may not lead just now, because of what an ear said: a bus that is silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bridge.types import KINDS, Reading

LASTS = 4.0
"""Seconds for which a veto holds that is not said again: an ear that has died forbids nothing."""


class Vetoes:
    """Keeps what ears say of the ``buses`` in kinds whose row in `KINDS` may veto. Pure."""

    def __init__(self, buses: Sequence[str]) -> None:
        self._buses = tuple(buses)
        self._until: dict[tuple[str, str], float] = {}

    def hear(self, readings: Iterable[Reading]) -> None:
        """Take what was heard, in order of arrival."""
        for reading in readings:
            least = KINDS[reading.kind].veto
            if least is not None and isinstance(reading.value, float | int):
                forbidden = reading.value <= least
                self._until[reading.bus, reading.kind] = reading.arrived + LASTS if forbidden else 0.0

    def free(self, t: float) -> list[bool]:
        """Whether each bus is free to lead at ``t`` seconds."""
        held = {bus for (bus, _), until in self._until.items() if until > t}
        return [bus not in held for bus in self._buses]
