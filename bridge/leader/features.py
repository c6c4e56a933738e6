"""From readings to the model's input: one implementation, live, offline and in training."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from bridge.leader.columns import Columns, Filler, Heard, Part
from bridge.leader.history import F64, OnsetHistory
from bridge.leader.matches import Matcher
from bridge.leader.parts import PARTS
from bridge.leader.period import CommonPeriod
from bridge.leader.phases import Phases
from bridge.leader.tempogram import Tempograms
from bridge.types import TICK, Frame, Reading

MOST = 1e6
"""No reading is larger; one that is would overflow a float32 further on."""


class FrameBuilder:
    """Hears readings and gives a `Frame` a tick.

    Causal: a frame depends on what was heard before it alone. Equivariant: the order of the
    buses orders the rows and changes nothing else. Every number in a frame is finite. Reads no
    clock. Not thread-safe.

    Raises `ModelError` when ``columns`` names one that no part fills.
    """

    def __init__(self, buses: tuple[str, ...], columns: Columns, parts: Sequence[type[Part]] = PARTS) -> None:
        self.buses = buses
        count = len(buses)
        self._index = {name: i for i, name in enumerate(buses)}
        self._latest: defaultdict[str, F64] = defaultdict(lambda: np.full((count, 2), np.nan))
        self._found: list[tuple[float, int, float]] = []
        self._history = OnsetHistory(count)
        self._grams = Tempograms(count)
        self._period = CommonPeriod()
        self._matcher = Matcher(count)
        self._phases = Phases(count)
        self._bus = Filler("bus", columns.bus, count, parts)
        self._pair = Filler("pair", columns.pair, count, parts)
        self._world = Filler("world", columns.world, count, parts)
        self._t = -math.inf

    def hear(self, reading: Reading) -> None:
        """Take one reading; those of other buses, text, and numbers that are not finite are passed over."""
        bus = self._index.get(reading.bus)
        value = reading.value
        if bus is None or not isinstance(value, float | int) or not math.isfinite(value):
            return
        if reading.kind == "onset":
            self._found.append((reading.t, bus, min(max(float(value), 0.0), 1.0)))
        else:
            latest = self._latest[reading.kind]
            latest[bus, 0], latest[bus, 1] = min(max(value, -MOST), MOST), reading.confidence

    def frame(self, t: float) -> Frame:
        """The input at stream time ``t`` seconds; call it each 100 ms, in order."""
        heard = self._listen(t)
        return Frame(
            t,
            self.buses,
            self._bus.fill(heard),
            self._grams.scaled(),
            self._pair.fill(heard),
            self._world.fill(heard),
        )

    def _listen(self, t: float) -> Heard:
        dt = min(max(t - self._t, 0.0), 60.0) if math.isfinite(self._t) else TICK
        self._t = t
        onsets = self._history.take(self._found)
        self._found = []
        self._grams.update(onsets, self._history, dt)
        self._period.update(self._grams, dt)
        matches = self._matcher.update(onsets, self._history, self._period.seconds)
        self._period.refine(matches.interval)
        return Heard(
            t,
            dt,
            self._latest,
            onsets,
            self._history,
            matches,
            self._phases.update(onsets, self._period.seconds),
            self._matcher.mean,
            self._period.seconds,
            self._period.quality,
        )
