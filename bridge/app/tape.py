"""The process that keeps the sound: reads the ring beside the analysis, writes FLAC."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bridge.audio.ring import Period, Ring
from bridge.audio.tape import Tape
from bridge.outputs.keeping import keep
from bridge.outputs.process import Failed, Leaving, Ready, Wiring

NAP = 0.02
"""Seconds between two looks into the ring, which holds a third of a second of 64 frames at 48 kHz."""
MOST = 20_000
"""Periods kept while the disk stalls: half a minute of 64 frames at 48 kHz."""


@dataclass(frozen=True, slots=True)
class TapeTask:
    """What is to be kept, and where: the ring's name, the buses' names, a folder."""

    ring: str
    buses: tuple[str, ...]
    folder: Path


def serve(task: TapeTask, wiring: Wiring, leaving: Leaving) -> None:
    """Keep the sound until asked to leave. Raises `BridgeError` when it cannot be written."""
    ring = Ring.attach(task.ring)
    with closing(Tape(task.folder, task.buses)) as tape:

        def write(periods: Sequence[Period]) -> None:
            for period in periods:
                tape.write(period)
            tape.sync()

        wiring.news.send(Ready(wiring.name, f"recording sound into {task.folder}"))
        keep(lambda: _new(ring), write, _Complaint(wiring), MOST, leaving)


class _Complaint:
    """Says once that the disk is too slow; what is lost is silence on the tape."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring, self._said = wiring, False

    def __call__(self) -> None:
        if not self._said:
            line = "the disk is too slow for the sound: parts of it are recorded as silence"
            self._wiring.news.send(Failed(self._wiring.name, line, again=True))
        self._said = True


def _new(ring: Ring) -> list[Period]:
    time.sleep(NAP)
    return ring.read()
