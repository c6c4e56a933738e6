"""Where the beat is, before anything is tracked: a phase histogram over the last seconds.

The votes of a bus are compressed: four times the onsets count twice as much, so that sixteenth
hats cannot outvote a bass drum. Onsets that several buses play together, and
those followed by a long gap, count more: both are accents (Povel & Essens 1985).
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

BINS = 48
MEMORY = 8.0
"""Seconds of onsets that are kept."""
ENOUGH_BEATS, ENOUGH = 5.0, 2.2
"""Beats, or seconds if they are fewer, that must have been heard before a beat is proposed."""
TOGETHER = 0.045
"""Seconds within which two buses play together."""


@dataclass(frozen=True, slots=True)
class Onset:
    """An onset as the clock sees it: offset-corrected stream time, bus, weight 0 to 1."""

    t: float
    bus: str
    weight: float


@dataclass(frozen=True, slots=True)
class Phase:
    """A proposed beat: at the time asked about, the beat position is ``frac`` (0 to 1).

    ``sharpness`` 0 to 1: how far the votes for it stand above a flat histogram.
    """

    frac: float
    sharpness: float


class Acquisition:
    """The onsets of the last `MEMORY` seconds and the phase they propose."""

    def __init__(self) -> None:
        self._onsets: deque[Onset] = deque()

    def hear(self, onset: Onset) -> None:
        """Keep one onset in order of time (buses report late and unevenly); those too old go."""
        insort(self._onsets, onset, key=lambda o: o.t)
        while self._onsets and self._onsets[0].t < onset.t - MEMORY:
            self._onsets.popleft()

    def clear(self) -> None:
        """Forget everything heard."""
        self._onsets.clear()

    def propose(self, t: float, bpm: float, shares: Mapping[str, float], since: float = 0.0) -> Phase | None:
        """The most likely beat phase at time ``t`` if the tempo is ``bpm``; None on too little.

        ``shares`` weighs the buses; onsets before ``since`` do not count.
        """
        onsets = [o for o in self._onsets if o.t >= since]
        if len(onsets) < 4 or onsets[-1].t - onsets[0].t < min(ENOUGH_BEATS * 60.0 / bpm, ENOUGH):
            return None
        votes = self._votes(onsets, t, bpm, shares)
        scores = votes @ _TEMPLATE
        best = int(np.argmax(scores))
        top = scores[best]
        flat = float(np.mean(scores))
        sharpness = float((top - flat) / (_TEMPLATE_PEAK - flat)) if top > flat else 0.0
        return Phase(_interpolate(scores, best), sharpness)

    def _votes(self, onsets: list[Onset], t: float, bpm: float, shares: Mapping[str, float]) -> FloatArray:
        beat = 60.0 / bpm
        buses: dict[str, FloatArray] = {}
        for bus in {o.bus for o in onsets}:
            buses[bus] = np.array([(o.t, o.weight) for o in onsets if o.bus == bus])
        total = np.zeros(BINS)
        for bus in sorted(buses):
            times, weights = buses[bus].T
            votes = weights * _accents(times, buses, beat) * np.exp((times - t) / beat / 12.0)
            bins = np.round((times - t) / beat % 1.0 * BINS).astype(int) % BINS
            row = np.bincount(bins, votes, BINS)
            mass = row.sum()
            total += row / max(mass, 1e-9) ** 0.5 * (0.5 + shares.get(bus, 0.0))
        return np.asarray(total / max(float(total.sum()), 1e-9))


def _accents(times: FloatArray, buses: Mapping[str, FloatArray], beat: float) -> FloatArray:
    """Accent of each onset of one bus: the gap after it, and how many buses play with it."""
    gaps = np.diff(times, append=times[-1] + beat)
    company = np.zeros(len(times))
    for other in buses.values():
        low = np.searchsorted(other[:, 0], times - TOGETHER)
        company += np.searchsorted(other[:, 0], times + TOGETHER) > low
    return np.asarray((0.4 + np.minimum(gaps / beat, 1.5)) * (0.5 + 0.5 * company))


def _template() -> FloatArray:
    """Column ``p``: how an onset at bin ``b`` votes for a beat at phase bin ``p``."""
    b = np.arange(BINS) / BINS
    off = (b[:, None] - b[None, :]) % 1.0

    def bump(place: float, height: float) -> FloatArray:
        d = (off - place + 0.5) % 1.0 - 0.5
        return height * np.exp(-0.5 * (d / 0.04) ** 2)

    # The column is the phase of the *beat among the onsets*: the onset falls `off` after the beat.
    return bump(0.0, 1.0) + bump(0.5, 0.35) + bump(0.25, 0.05) + bump(0.75, 0.1) + bump(2 / 3, 0.08)


_TEMPLATE = _template()
_TEMPLATE_PEAK = float(_TEMPLATE.max())


def _interpolate(scores: FloatArray, best: int) -> float:
    """Beat position at the asked time from the best bin, refined by a parabola."""
    left, mid, right = scores[best - 1], scores[best], scores[(best + 1) % BINS]
    curve = left - 2 * mid + right
    shift = 0.0 if curve >= 0 else 0.5 * (left - right) / curve
    # A beat lies at fraction `best` of a cycle that has its zero at t: the position at t is minus that.
    return float(-(best + shift) / BINS % 1.0)
