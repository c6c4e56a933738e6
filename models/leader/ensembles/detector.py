"""What an onset detector would hear of a performance, no sound being made.

A detector's faults are put in where it stands between the notes and the model: a constant delay
for each bus's timbre, jitter, misses (weak notes more), false alarms, a shortest interval, late
news.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from bridge.types import HOP, RATE, Reading
from models.leader.ensembles.bleed import bled
from models.leader.ensembles.conditions import Range
from models.leader.takes import F64, Heard, Part, Take

SHORTEST = 0.06
"""Seconds between two onsets that the bridge's ear tells apart."""
TAILS = 0.25
"""Share by which the measured ranges, 10th to 90th percentile, are drawn beyond their upper end."""


def _measured() -> Mapping[str, Mapping[str, Range]]:
    """Ranges of a detector's numbers by kind of timbre, from the table that the audio room measures."""
    table = tomllib.loads((Path(__file__).parent / "ears.toml").read_text())
    return MappingProxyType(
        {
            kind: {name: (low, high + TAILS * (high - low)) for name, (low, high) in row.items()}
            for kind, row in table.items()
        }
    )


TIMBRES = _measured()
"""By kind of timbre, how the bridge's ear hears it: ranges of what the fields of `Detector` say."""
BY_ROLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drums": ("percussive",),
        "bass": ("plucked",),
        "chords": ("plucked", "plucked", "struck", "struck", "struck", "organ"),
        "melody": ("plucked", "struck", "blown", "blown", "bowed"),
        "pad": ("pad", "pad", "organ", "blown"),
        "strings": ("bowed",),
    }
)
"""The kinds of timbre that play a role, the usual ones more than once."""


@dataclass(frozen=True, slots=True)
class Detector:
    """One bus's onset detector.

    ``delay``, ``jitter`` and ``known`` (from the onset's time to the news of it) seconds; a note of
    strength s is missed with the chance ``miss`` + ``weak_miss`` · (1 − s); ``alarms`` a second.
    """

    delay: float
    jitter: float
    miss: float
    weak_miss: float
    alarms: float
    known: float = 0.03

    @classmethod
    def draw(cls, rng: Generator, timbre: str = "plucked") -> Detector:
        """A detector as good or bad as the bridge's ear is on a timbre of `TIMBRES`."""
        return cls(**{name: float(rng.uniform(*span)) for name, span in TIMBRES[timbre].items()})

    def hear(self, rng: Generator, bus: str, notes: F64, strengths: F64, seconds: float) -> list[Reading]:
        """Readings of a bus's notes (s), in order of their onset; notes of one moment are one onset."""
        notes, strengths = _chords(notes, strengths)
        heard = rng.random(len(notes)) > self.miss + self.weak_miss * (1.0 - strengths)
        alarms = rng.uniform(0.0, seconds, rng.poisson(self.alarms * seconds))
        found = notes[heard] + rng.normal(0.0, self.jitter, int(heard.sum()))
        times = np.concatenate([found, alarms]) + self.delay
        strength = np.concatenate([strengths[heard], np.full(len(alarms), 0.3)])
        order = np.argsort(times)
        late = self.known + rng.uniform(-HOP / 2 / RATE, HOP / 2 / RATE, len(times))
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
    """A take as the bridge's ears would tell it: a detector a bus, and bleed where players share a room."""
    readings = bled(rng, {part.bus: _hear_part(rng, part, take.seconds) for part in take.parts})
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
