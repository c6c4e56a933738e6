"""Real stems given a leader: each is warped in time as if its player had followed with known gains.

Real recordings keep to a click or hide who leads. Here players of the linear law (Vorberg & Schulze
2002; Wing et al. 2014) are simulated, and each stem's beats are moved to where its player put them:
real sound and real rhythm, and a truth. Between beats the stem runs a little faster or slower, a few
per cent, and its pitch with it, as on tape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.random import Generator

from bridge.types import F32, RATE, TICK
from models.leader.audio.listen import beats
from models.leader.data.beats import ticks
from models.leader.data.heard import CACHE, listen
from models.leader.data.recordings import RECORDINGS, Recording
from models.leader.data.warp import LOOK, sounding, warp
from models.leader.ensembles.families.linear import Linear
from models.leader.ensembles.perform import Performance, Players, perform
from models.leader.ensembles.plan import Scene
from models.leader.takes import F64, NOBODY, UNKNOWN, Flags, Heard, Index, Law, Part, Stretch, Take

GAINS = (0.15, 0.3, 0.6)
"""A follower's gain towards the leader: as in real ensembles, as in the tightest of them, and plain."""
AMONG = 0.02
"""Gain of one follower towards another."""
SEEDS = (1, 2)
SECTION = 12.0
"""Seconds from one leader to the next."""
PRESENT = 0.6
"""Share of a section that a stem sounds in at least, for its player to lead it."""
LONGEST = 90.0
KEEPER, MOTOR, WANDER = 0.010, 0.002, 0.001
"""Noise of timekeeper and movement in seconds, and of the period as a share."""
PERIOD_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Case:
    """Which recording, from which second on, is led with which gain; ``seed`` of all that is drawn."""

    recording: str
    start: float
    gain: float
    seed: int

    @property
    def name(self) -> str:
        """Unique among the cases; the gain is what figures are grouped by."""
        return f"gain {self.gain}/{self.recording}/{self.seed}"


STARTS = {"lmms": 10.5, "trackswitch": 40.0}
"""Where all have begun to play."""
CASES = tuple(
    Case(name, start, gain, seed) for (name, start), gain, seed in product(STARTS.items(), GAINS, SEEDS)
)


def hearings(folder: Path, cases: Sequence[Case] = CASES) -> Iterator[Heard]:
    """Each case as the ears hear it; ``take`` holds its law and beats, and no notes, which nobody knows."""
    for case in cases:
        yield inject(folder, case)


def inject(folder: Path, case: Case, kept: Path = CACHE) -> Heard:
    """Warp the recording's stems as a drawn performance went; ``folder`` holds the data sets."""
    recording = RECORDINGS[case.recording]
    sounds = [_excerpt(sound, case.start, recording.until) for sound in recording.sounds(folder)]
    seconds = len(sounds[0]) / RATE
    awake = np.array([sounding(sound) for sound in sounds]).T
    rng = np.random.default_rng([crc32(case.recording.encode()), round(case.gain * 100), case.seed])
    played = _perform(rng, case.gain, recording.bpm, awake, seconds)
    score = _score(recording, case.start, played)
    buses = tuple(recording.buses)
    readings, mix = listen(
        f"injection/{case.name.replace(' ', '')}",
        buses,
        [warp(sound, score, own) for sound, own in zip(sounds, played.beats.T, strict=True)],
        kept,
    )
    take = _take(case, recording, played, score, awake, seconds)
    roles = tuple(part.role for part in take.parts)
    return Heard(case.name, buses, roles, readings, beats(take), take.bpm, take.leader, mix, take)


def _score(recording: Recording, start: float, played: Performance) -> F64:
    """Seconds of the excerpt at which its own beats lie, from the one nearest to the first played."""
    period, first = 60.0 / recording.bpm, float(played.beats[0].mean())
    phase = recording.first - start
    nearest = phase + round((first - phase) / period) * period
    return np.asarray(nearest + np.arange(len(played.beats)) * period)


def _excerpt(sound: F32, start: float, until: float) -> F32:
    return sound[round(start * RATE) : round(min(until, start + LONGEST) * RATE)]


def _perform(rng: Generator, gain: float, bpm: float, awake: Flags, seconds: float) -> Performance:
    """Linear players at a steady tempo; in each section one leads who sounds for most of it."""
    players = awake.shape[1]
    band = Players(
        Linear(PERIOD_SHARE),
        np.full(players, KEEPER),
        np.full(players, MOTOR),
        np.full(players, WANDER),
        np.zeros(players),
    )
    scenes, leader = [], NOBODY
    for start in np.arange(0.0, seconds, SECTION).tolist():
        leader = _pick(rng, awake, start, leader)
        scenes.append(Scene(_led(start, leader, gain, players), np.zeros(players, dtype=bool)))
    return perform(rng, band, np.full(round((seconds + 10.0) / TICK), bpm), scenes, seconds)


def _pick(rng: Generator, awake: Flags, start: float, last: int) -> int:
    """Of those who sound most of the section, one that has not just led, if there is one."""
    section = awake[int(start / LOOK) : int((start + SECTION) / LOOK)]
    present = section.mean(axis=0)
    able = np.flatnonzero(present >= min(PRESENT, float(present.max())))
    return int(rng.choice(able[able != last] if len(able) > 1 else able))


def _led(start: float, leader: int, gain: float, players: int) -> Stretch:
    """A stretch whose leader corrects nothing, and all others towards him by ``gain``."""
    gains = np.full((players, players), AMONG)
    gains[:, leader] = gain
    gains[leader] = 0.0
    np.fill_diagonal(gains, 0.0)
    return Stretch(start, leader, gains, np.zeros(players))


def _take(
    case: Case,
    recording: Recording,
    played: Performance,
    score: F64,
    awake: Flags,
    seconds: float,
) -> Take:
    at, middle = ticks(seconds), played.beats.mean(axis=1)
    law = Law(
        "linear",
        np.full(awake.shape[1], KEEPER),
        np.full(awake.shape[1], MOTOR),
        played.stretches,
        SECTION,
    )
    none = np.empty(0)
    return Take(
        case.name,
        seconds,
        4,
        tuple(Part(bus, player.role, none, none, none) for bus, player in recording.buses.items()),
        played.beats,
        played.resting,
        np.interp(at, middle, 60.0 / played.period),
        _leader(played.stretches, awake, at, np.interp(at, middle, score)),
        law,
    )


def _leader(stretches: Sequence[Stretch], awake: Flags, at: F64, source: F64) -> Index:
    """Who leads at each moment; unknown while his stem is silent, for then nobody can hear it.

    ``source`` is where in the stems the moments ``at`` come from.
    """
    starts = [stretch.start for stretch in stretches]
    here = np.maximum(np.searchsorted(starts, at, side="right") - 1, 0)
    leader = np.array([stretch.leader for stretch in stretches])[here]
    ended = np.zeros((1, awake.shape[1]), dtype=bool)
    moment = np.clip((source / LOOK).astype(int), 0, len(awake))
    return np.where(np.concatenate([awake, ended])[moment, leader], leader, UNKNOWN)
