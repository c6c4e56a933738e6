"""Symbolic ensembles with the truth known: what a detector would hear of simulated players.

No audio is made. A detector's faults are put in where it stands between the notes and the
model: a constant delay for each bus's timbre, jitter, misses (weak notes more), false alarms, a
shortest interval, and late news.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bridge.types import TICK, Reading
from models.leader.ensembles.rhythm import Pattern, draw_feel, draw_parts, draw_pattern, varied
from models.leader.ensembles.timing import (
    F64,
    NOBODY,
    Performance,
    Section,
    draw_curve,
    draw_sections,
    draw_tempo,
    perform,
)

UNKNOWN = -2
"""The leader where a source of data does not tell."""
SHORTEST = 0.06
"""Seconds: aubio's minimum interval between onsets in this project."""
SIZES = (2, 3, 4, 5, 6, 7, 8, 9, 12, 16)
SIZE_CHANCES = (0.16, 0.18, 0.18, 0.14, 0.1, 0.06, 0.06, 0.05, 0.04, 0.03)


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """What was heard and what was true.

    ``buses`` names; ``readings`` in order of arrival; at each tick (0.1 s, 0.2 s, …) ``bpm`` ``(T,)``
    and ``leader`` ``(T,)``, an index or `NOBODY`.
    """

    buses: tuple[str, ...]
    readings: tuple[Reading, ...]
    bpm: F64
    leader: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Detector:
    """One bus's onset detector: ``delay`` and ``jitter`` s, chances of a miss, false alarms a second."""

    delay: float
    jitter: float
    miss: float
    weak_miss: float
    alarms: float

    @classmethod
    def draw(cls, rng: Generator) -> Detector:
        """A detector as good or bad as aubio's energy method is on some timbre."""
        return cls(
            rng.uniform(-0.01, 0.04),
            rng.choice([0.002, 0.005, 0.01]),
            rng.uniform(0.0, 0.1),
            rng.choice([0.0, 0.2, 0.6]),
            rng.choice([0.0, 0.03, 0.15]),
        )

    def hear(self, rng: Generator, bus: str, notes: F64, strengths: F64, seconds: float) -> list[Reading]:
        """Readings of a bus's notes (s), in order of their onset."""
        heard = rng.random(len(notes)) > self.miss + self.weak_miss * (1.0 - strengths)
        alarms = rng.uniform(0.0, seconds, rng.poisson(self.alarms * seconds))
        found = notes[heard] + rng.normal(0.0, self.jitter, int(heard.sum()))
        times = np.concatenate([found, alarms]) + self.delay
        strength = np.concatenate([strengths[heard], np.full(len(alarms), 0.3)])
        readings, last = [], -1.0
        for i in np.argsort(times):
            if times[i] > last + SHORTEST:
                last = float(times[i])
                known = last + rng.uniform(0.035, 0.09)
                readings.append(Reading(bus, "onset", last, known, float(strength[i])))
        return readings


def _places(rng: Generator, beats: int, pattern: Pattern, meter: int) -> tuple[F64, F64]:
    """Beat positions (real numbers) and strengths of a pattern's notes over the whole performance."""
    length = meter * pattern.bars
    places, strengths = [], []
    variation = rng.choice([0.0, 0.1, 0.3])
    for bar in range(-1, beats // length + 1):
        played = varied(rng, pattern, variation)
        places.append(bar * length + played.places)
        strengths.append(played.strengths)
    return np.concatenate(places), np.concatenate(strengths)


def _notes(
    rng: Generator, played: Performance, player: int, patterns: list[Pattern], meter: int, change: F64
) -> tuple[F64, F64]:
    """Times in seconds and strengths of a player's notes; patterns change at beats ``change``."""
    beats = played.beats[:, player]
    times, strengths = [], []
    for pattern, start, end in zip(patterns, change[:-1], change[1:], strict=True):
        places, strength = _places(rng, len(beats), pattern, meter)
        inside = (places >= max(start, 0)) & (places < min(end, len(beats) - 1))
        places, strength = places[inside], strength[inside]
        sounding = ~played.resting[places.astype(int), player]
        times.append(np.interp(places[sounding], np.arange(len(beats)), beats))
        strengths.append(strength[sounding])
    note = np.concatenate(times)
    return note + rng.normal(0.0, rng.uniform(0.002, 0.006), len(note)), np.concatenate(strengths)


def _truth(played: Performance, seconds: float) -> tuple[F64, NDArray[np.intp]]:
    at = np.arange(1, round(seconds / TICK) + 1) * TICK
    when = played.beats.mean(1)
    beat = np.clip(np.searchsorted(when, at, side="right") - 1, 0, len(when) - 1)
    return np.interp(at, when, played.tempo), played.leader[beat]


def _changes(rng: Generator, played: Performance, sections: list[Section]) -> F64:
    """Beats at which patterns change: where sections do, about half of the times."""
    when = played.beats.mean(1)
    starts = [float(np.searchsorted(when, section.start)) for section in sections if rng.random() < 0.5]
    return np.array([*sorted({0.0, *starts}), float(len(when))])


def simulate(rng: Generator, players: int, seconds: float = 60.0) -> Ensemble:
    """Draw an ensemble of ``players`` and let it play for ``seconds``."""
    bpm = draw_tempo(rng)
    sections = draw_sections(rng, players, seconds)
    played = perform(rng, players, draw_curve(rng, bpm, seconds), sections, seconds)
    feel = draw_feel(rng, bpm)
    change = _changes(rng, played, sections)
    buses = tuple(f"bus{i}" for i in range(players))
    readings: list[Reading] = []
    for player, part in enumerate(draw_parts(rng, players)):
        patterns = [draw_pattern(rng, feel, part) for _ in change[1:]]
        notes, strengths = _notes(rng, played, player, patterns, feel.meter, change)
        readings += Detector.draw(rng).hear(rng, buses[player], notes, strengths, seconds)
    readings.sort(key=lambda reading: reading.arrived)
    return Ensemble(buses, tuple(readings), *_truth(played, seconds))


def draw_size(rng: Generator) -> int:
    """Players in an ensemble: 2 to 16, most often 3 or 4."""
    return int(rng.choice(SIZES, p=SIZE_CHANCES))


__all__ = ["NOBODY", "UNKNOWN", "Ensemble", "draw_size", "simulate"]
