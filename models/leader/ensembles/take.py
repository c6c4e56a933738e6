"""A whole performance with the truth known: an ensemble is drawn, and plays."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bridge.types import TICK
from models.leader.ensembles.conditions import Conditions, choose
from models.leader.ensembles.curves import SYNTHETIC, Curves, draw_curve
from models.leader.ensembles.families import FAMILIES
from models.leader.ensembles.perform import Performance, Players, perform
from models.leader.ensembles.plan import draw_plan
from models.leader.ensembles.score.song import Song, draw_song, write
from models.leader.takes import F64, Index, Law, Part, Take

SELDOM = {"pad": 0.25}
"""How likely a role is to lead, where it is not 1: who plays little is hard to follow."""


def draw_take(
    rng: Generator,
    conditions: Conditions,
    name: str = "",
    players: int | None = None,
    seconds: float = 60.0,
    curves: Curves = SYNTHETIC,
) -> Take:
    """Draw an ensemble under ``conditions`` and let it play for ``seconds``.

    ``players`` how many, drawn where None; the same state of ``rng`` gives the same take.
    """
    n = choose(rng, conditions.sizes) if players is None else players
    song = draw_song(rng, n, conditions.wild_tempi)
    family = choose(rng, conditions.families)
    band = _draw_band(rng, conditions, family, n, song.feel.bpm)
    weights = np.array([SELDOM.get(voice.role, 1.0) for voice in song.voices])
    scenes = draw_plan(rng, conditions, weights, seconds)
    curve = draw_curve(rng, conditions.motions, song.feel.bpm, seconds, curves)
    played = perform(rng, band, curve, scenes, seconds)
    parts = _draw_parts(rng, song, played, band, conditions.habit, seconds)
    law = Law(family, band.keeper, band.motor, played.stretches, sum(conditions.section) / 2.0)
    bpm, leader = _truth(played, seconds)
    return Take(name, seconds, song.feel.meter, parts, played.beats, played.resting, bpm, leader, law)


def _draw_band(rng: Generator, conditions: Conditions, family: str, n: int, bpm: float) -> Players:
    """Players whose timekeepers suit the tempo: the longer the period, the less exact."""
    return Players(
        family=FAMILIES[family](rng),
        keeper=_inexact(60.0 / bpm) * rng.uniform(*conditions.keeper, n),
        motor=rng.uniform(*conditions.motor, n),
        wander=rng.uniform(*conditions.wander, n),
        rehearsed=np.full(n, rng.uniform(*conditions.rehearsed)),
    )


def _inexact(period: float) -> float:
    """The spread of a timekeeper against that at 0.5 s: Weber's law, but slow beats are counted in halves."""
    times = period / 0.5
    return times if times < 1.0 else float(np.sqrt(times))


def _draw_parts(
    rng: Generator, song: Song, played: Performance, band: Players, habit: float, seconds: float
) -> tuple[Part, ...]:
    """What each player plays; patterns change where the constellation does, on a bar line."""
    meter = song.feel.meter
    pickup = int(rng.integers(meter)) if rng.random() < 0.5 else 0
    middle = np.median(played.beats, axis=1)
    starts = np.searchsorted(middle, [stretch.start for stretch in played.stretches[1:]])
    bars = [0, *sorted({int(start + pickup) // meter + 1 for start in starts})]
    changes = [*bars, max((len(middle) + pickup) // meter, bars[-1]) + 1]
    parts = []
    for player, voice in enumerate(song.voices):
        line = write(rng, song, voice, changes).later(-pickup)
        moments, which = np.unique(line.places, return_inverse=True)
        times = _times(rng, moments, played.beats[:, player], band.motor[player]) + rng.normal(0.0, habit)
        sounds = _sounds(moments, played.resting[:, player]) & (times >= 0.0) & (times < seconds)
        notes = np.flatnonzero(sounds[which])
        notes = notes[np.argsort(times[which[notes]], kind="stable")]
        at = times[which[notes]]
        parts.append(Part(voice.name, voice.role, at, line.strengths[notes], line.pitches[notes]))
    return tuple(parts)


def _times(rng: Generator, moments: F64, beats: F64, motor: float) -> F64:
    """Seconds of places in beats on a player's own beats; between them with a movement's own error."""
    between = np.abs(moments - np.round(moments)) > 1e-6
    return np.asarray(
        np.interp(moments, np.arange(len(beats)), beats) + between * rng.normal(0.0, motor, len(moments))
    )


def _sounds(moments: F64, resting: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which places lie between the player's first and last beat, and in none of his rests."""
    beat = np.floor(moments).astype(int)
    inside = (beat >= 0) & (beat < len(resting) - 1)
    return inside & ~resting[np.where(inside, beat, 0)]


def _truth(played: Performance, seconds: float) -> tuple[F64, Index]:
    """Tempo in BPM and leader at each tick: those meant on the beat that sounded last."""
    at = np.arange(1, round(seconds / TICK) + 1) * TICK
    bpm = np.interp(at, np.median(played.beats, axis=1), 60.0 / played.period)
    starts = [stretch.start for stretch in played.stretches]
    here = np.maximum(np.searchsorted(starts, at, side="right") - 1, 0)
    return bpm, np.array([stretch.leader for stretch in played.stretches], dtype=np.intp)[here]
