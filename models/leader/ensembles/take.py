"""A whole performance with the truth known: an ensemble is drawn, and plays."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from bridge.types import TICK
from models.leader.ensembles.conditions import Conditions, choose, draw_players
from models.leader.ensembles.curves import SYNTHETIC, Curves, draw_curve
from models.leader.ensembles.families import FAMILIES
from models.leader.ensembles.perform import Performance, Players, perform
from models.leader.ensembles.plan import draw_plan
from models.leader.ensembles.rhythm import draw_feel, draw_parts, draw_pattern, varied
from models.leader.ensembles.timing import draw_tempo
from models.leader.takes import F64, Index, Law, Part, Take

ROLES = {"kick": "drums", "snare": "drums", "hat": "drums", "pulse": "melody"}
PITCHES = {"drums": 36.0, "bass": 40.0, "chords": 60.0, "melody": 72.0, "pad": 55.0}


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
    n = draw_players(rng, conditions) if players is None else players
    bpm = draw_tempo(rng)
    feel = draw_feel(rng, bpm)
    names = draw_parts(rng, n)
    family = choose(rng, conditions.families)
    band = _draw_band(rng, conditions, family, n, bpm)
    scenes = draw_plan(rng, conditions, np.ones(n), seconds)
    curve = draw_curve(rng, conditions.motions, bpm, seconds, curves)
    played = perform(rng, band, curve, scenes, seconds)
    parts = []
    for player, part in enumerate(names):
        role = ROLES.get(part, part)
        times, strengths = _notes(rng, played, player, draw_pattern(rng, feel, part), feel.meter, seconds)
        parts.append(Part(f"{part}{player}", role, times, strengths, np.full(len(times), PITCHES[role])))
    handover = sum(conditions.section) / 2.0
    law = Law(family, band.keeper, band.motor, played.stretches, handover)
    truth = _truth(played, seconds)
    return Take(name, seconds, feel.meter, tuple(parts), played.beats, played.resting, *truth, law)


def _draw_band(rng: Generator, conditions: Conditions, family: str, n: int, bpm: float) -> Players:
    """Timekeepers are the less exact the longer the period: variance grows in proportion to it."""
    slow = np.sqrt(120.0 / bpm)
    return Players(
        family=FAMILIES[family](rng),
        keeper=slow * rng.uniform(*conditions.keeper, n),
        motor=rng.uniform(*conditions.motor, n),
        wander=rng.uniform(*conditions.wander, n),
        rehearsed=np.full(n, rng.uniform(*conditions.rehearsed)),
    )


def _notes(rng, played, player, pattern, meter, seconds) -> tuple[F64, F64]:  # type: ignore[no-untyped-def]
    beats = played.beats[:, player]
    length = meter * pattern.bars
    bars = [varied(rng, pattern, 0.1) for _ in range(len(beats) // length + 1)]
    places = np.concatenate([bar.places + i * length for i, bar in enumerate(bars)])
    strengths = np.concatenate([bar.strengths for bar in bars])
    inside = places < len(beats) - 1
    places, strengths = places[inside], strengths[inside]
    sounding = ~played.resting[places.astype(int), player]
    places, strengths = places[sounding], strengths[sounding]
    times = np.interp(places, np.arange(len(beats)), beats)
    times += rng.normal(0.0, 0.003, len(times)) * (places % 1.0 > 0)
    order = np.argsort(times)
    times, strengths = times[order], strengths[order]
    kept = (times >= 0.0) & (times < seconds)
    return times[kept], strengths[kept]


def _truth(played: Performance, seconds: float) -> tuple[F64, Index]:
    """Tempo in BPM and leader at each tick: those meant on the beat that sounded last."""
    at = np.arange(1, round(seconds / TICK) + 1) * TICK
    bpm = np.interp(at, np.median(played.beats, axis=1), 60.0 / played.period)
    starts = [stretch.start for stretch in played.stretches]
    here = np.maximum(np.searchsorted(starts, at, side="right") - 1, 0)
    return bpm, np.array([stretch.leader for stretch in played.stretches], dtype=np.intp)[here]
