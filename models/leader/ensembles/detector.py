"""What an onset detector would hear of a performance, no sound being made.

A detector's faults are put in where it stands between the notes and the model: a constant delay
for each bus's timbre, jitter, misses (weak notes more), false alarms, a shortest interval, late
news.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from bridge.types import Reading
from models.leader.ensembles.conditions import Range
from models.leader.takes import F64, Heard, Part, Take

SHORTEST = 0.06
"""Seconds between two onsets that the bridge's ear tells apart."""
KNOWN = (0.012, 0.040)
"""Seconds after which an onset is known."""


@dataclass(frozen=True, slots=True)
class Timbre:
    """How well onsets of one kind of sound are heard: ranges from which each bus's `Detector` is drawn.

    ``delay``, ``jitter`` seconds; ``miss`` and ``weak_miss`` chances; ``alarms`` a second.
    """

    delay: Range
    jitter: Range
    miss: Range
    weak_miss: Range
    alarms: Range


TIMBRES: Mapping[str, Timbre] = MappingProxyType(
    {
        "percussive": Timbre((0.0, 0.004), (0.001, 0.003), (0.0, 0.04), (0.0, 0.5), (0.0, 0.03)),
        "plucked": Timbre((0.0, 0.004), (0.001, 0.004), (0.0, 0.08), (0.0, 0.5), (0.0, 0.05)),
        "slow": Timbre((0.005, 0.015), (0.007, 0.012), (0.05, 0.35), (0.2, 0.8), (0.0, 0.1)),
        "bowed": Timbre((0.005, 0.015), (0.007, 0.012), (0.2, 0.5), (0.2, 0.8), (0.0, 0.1)),
    }
)
"""By kind of timbre, as the bridge's ear was measured on each."""
BY_ROLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drums": ("percussive",),
        "bass": ("plucked", "plucked", "slow"),
        "chords": ("percussive", "plucked", "plucked", "slow"),
        "melody": ("plucked", "slow", "slow"),
        "pad": ("slow",),
        "strings": ("bowed",),
    }
)
"""The timbres that play a role, the usual ones more than once."""


@dataclass(frozen=True, slots=True)
class Detector:
    """One bus's onset detector: ``delay`` and ``jitter`` s, chances of a miss, false alarms a second."""

    delay: float
    jitter: float
    miss: float
    weak_miss: float
    alarms: float

    @classmethod
    def draw(cls, rng: Generator, timbre: str = "plucked") -> Detector:
        """A detector as good or bad as the bridge's ear is on a timbre of `TIMBRES`."""
        kind = TIMBRES[timbre]
        spans = (kind.delay, kind.jitter, kind.miss, kind.weak_miss, kind.alarms)
        return cls(*(float(rng.uniform(*span)) for span in spans))

    def hear(self, rng: Generator, bus: str, notes: F64, strengths: F64, seconds: float) -> list[Reading]:
        """Readings of a bus's notes (s), in order of their onset; notes of one moment are one onset."""
        notes, strengths = _chords(notes, strengths)
        heard = rng.random(len(notes)) > self.miss + self.weak_miss * (1.0 - strengths)
        alarms = rng.uniform(0.0, seconds, rng.poisson(self.alarms * seconds))
        found = notes[heard] + rng.normal(0.0, self.jitter, int(heard.sum()))
        times = np.concatenate([found, alarms]) + self.delay
        strength = np.concatenate([strengths[heard], np.full(len(alarms), 0.3)])
        order = np.argsort(times)
        late = rng.uniform(*KNOWN, len(times))
        readings, last = [], -1.0
        for t, value, wait in zip(
            times[order].tolist(), strength[order].tolist(), late.tolist(), strict=True
        ):
            if t >= last + SHORTEST:
                last = t
                readings.append(Reading(bus, "onset", t, t + wait, value))
        return readings


def _chords(notes: F64, strengths: F64) -> tuple[F64, F64]:
    """Moments, and the strongest note of each."""
    moments, which = np.unique(notes, return_inverse=True)
    strongest = np.zeros(len(moments))
    np.maximum.at(strongest, which, strengths)
    return moments, strongest


def hear(rng: Generator, take: Take) -> Heard:
    """A take as the bridge's ears would tell it; each bus draws its own detector."""
    readings = [reading for part in take.parts for reading in _hear_part(rng, part, take.seconds)]
    readings.sort(key=lambda reading: reading.arrived)
    at = take.beats.mean(axis=1)
    return Heard(
        name=take.name,
        buses=tuple(part.bus for part in take.parts),
        roles=tuple(part.role for part in take.parts),
        readings=tuple(readings),
        beats=at[(at >= 0.0) & (at < take.seconds)],
        bpm=take.bpm,
        leader=take.leader,
        take=take,
    )


def _hear_part(rng: Generator, part: Part, seconds: float) -> list[Reading]:
    kinds = BY_ROLE[part.role]
    detector = Detector.draw(rng, kinds[rng.integers(len(kinds))])
    return detector.hear(rng, part.bus, part.times, part.strengths, seconds)
