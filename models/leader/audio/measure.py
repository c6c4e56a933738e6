"""How well the bridge's ears hear known notes: players alone on their bus, and through another's.

Players play exercises through a drawn stage; the onsets heard are compared with the notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import mir_eval
import numpy as np
from numpy.random import Generator
from scipy.optimize import nnls

from bridge.analysis import Hearing
from bridge.analysis.onsets import OnsetEar
from bridge.types import F32, HOP, RATE, Block, Bus, Reading
from models.leader.audio.mix import NOTHING, Stage
from models.leader.audio.render import render
from models.leader.audio.timbres import Timbre
from models.leader.takes import F64, Part

SECONDS = 60.0
CLEAR = 0.1
"""Seconds around a player's own notes in which those of others would not be told apart."""
NEAR = 0.05
"""Seconds within which an onset is that of a note, once the delay is taken away."""
EARLIEST, LATEST, STEP = -0.05, 0.25, 0.005
"""Seconds within which the delay is sought, and how finely."""

GAPS: Mapping[str, tuple[float, float]] = MappingProxyType({"pad": (0.5, 3.0), "bowed": (0.2, 1.5)})
"""Shortest and longest seconds between the notes of an exercise, by kind; others are quicker."""
USUAL_GAPS = (0.12, 1.0)
PITCHES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"drums": (36, 38, 42, 42, 46), "bass": tuple(range(29, 48)), "pad": tuple(range(50, 68))}
)
USUAL_PITCHES = tuple(range(52, 80))


@dataclass(frozen=True, slots=True)
class Faults:
    """What the ears made of one exercise; `models.leader.audio.ears` says what each is."""

    delay: float
    jitter: float
    miss: float
    weak_miss: float
    alarms: float
    known: float


def exercise(rng: Generator, timbre: Timbre, seconds: float = SECONDS) -> Part:
    """Notes at irregular moments, of strengths 0.3 to 1, as suit the timbre."""
    low, high = np.log(GAPS.get(timbre.kind, USUAL_GAPS))
    gaps = np.exp(rng.uniform(low, high, round(seconds / np.exp(low))))
    times = 1.0 + np.cumsum(gaps)
    times = times[times < seconds - 1.0]
    role = timbre.roles[0]
    pitches = rng.choice(PITCHES.get(role, USUAL_PITCHES), len(times)).astype(float)
    return Part("bus", role, times, rng.uniform(0.3, 1.0, len(times)), pitches)


def onsets(sound: F32) -> list[Reading]:
    """The onsets that the bridge hears in a bus's sound."""
    hearing = Hearing([Bus("bus")], {"onsets": OnsetEar})
    blocks = (Block("bus", i, RATE, sound[i : i + HOP]) for i in range(0, len(sound) - HOP + 1, HOP))
    return [reading for block in blocks for reading in hearing.push([block])]


def compare(part: Part, heard: Sequence[Reading], seconds: float = SECONDS) -> Faults:
    """The ear's faults, from the notes of a part and the onsets heard."""
    times = np.array([reading.t for reading in heard])
    rough = _likeliest(part.times, times)
    pairs = np.array(mir_eval.util.match_events(part.times + rough, times, NEAR), dtype=np.intp).reshape(
        -1, 2
    )
    late = times[pairs[:, 1]] - part.times[pairs[:, 0]]
    missed = ~np.isin(np.arange(len(part.times)), pairs[:, 0])
    weakness = np.stack([np.ones(len(missed)), 1.0 - part.strengths], axis=1)
    miss, weak_miss = nnls(weakness, missed.astype(float))[0]
    low, middle, high = np.percentile(late, (25, 50, 75))
    known = float(np.median([reading.arrived - reading.t for reading in heard]))
    alarms = (len(times) - len(pairs)) / seconds
    return Faults(float(middle), float((high - low) / 1.349), float(miss), float(weak_miss), alarms, known)


def _likeliest(notes: F64, heard: F64) -> float:
    """The delay at which most onsets follow a note."""
    apart = (heard[:, None] - notes[None, :]).ravel()
    bins = np.arange(EARLIEST, LATEST + STEP, STEP)
    counts = np.convolve(np.histogram(apart, bins)[0], np.ones(5), mode="same")
    return float(bins[counts.argmax()] + STEP / 2)


def measure(timbre: Timbre, seed: int) -> Faults:
    """One timbre on one drawn stage."""
    rng = np.random.default_rng([seed, *timbre.name.encode()])
    part = exercise(rng, timbre)
    dry = render(part, timbre, SECONDS, rng)
    return compare(part, onsets(Stage.draw(rng, 1).buses(dry[None], rng)[0]))


def through(hearer: Timbre, other: Timbre, level: float, seed: int) -> float:
    """The share of another player's notes that become onsets on the hearer's bus, bleeding at ``level`` dB.

    Only notes that no note of the hearer is near to are counted.
    """
    rng = np.random.default_rng([seed, *hearer.name.encode()])
    own, others = exercise(rng, hearer), exercise(rng, other)
    dry = np.stack([render(own, hearer, SECONDS, rng), render(others, other, SECONDS, rng)])
    stage = replace(Stage.draw(rng, 2), bleed=np.array([[NOTHING, level], [NOTHING, NOTHING]]))
    heard = np.array([reading.t for reading in onsets(stage.buses(dry, rng)[0])])
    apart = np.abs(others.times[:, None] - own.times[None, :]).min(axis=1)
    exposed = others.times[apart > CLEAR] + stage.late[0, 1]
    return len(mir_eval.util.match_events(exposed, heard, NEAR)) / max(1, len(exposed))
