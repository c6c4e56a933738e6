"""Real beats: trios of the Jazz Trio Database as training data for the tempo, nobody's lead known.

Onsets and beats were found automatically on a 10 ms grid (Cheston et al., Jazz Trio Database, MIT).
The tracks annotated by hand are left out: they are for judging.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.random import Generator
from rich.progress import track

from bridge.types import TICK, Reading
from models.leader.dataset import PER_SHARD, Shard, shard_of
from models.leader.simulate import UNKNOWN, Ensemble
from models.leader.timing import F64

PLAYERS = ("piano", "bass", "drums")
STEADY = 0.08
"""Largest spread of beat intervals over their mean: above it the automatic beats are not to be trusted."""
GRID = 0.01
"""Seconds between the times that occur; spread evenly, so that no grid can be learnt."""


def tracks(folder: Path) -> list[dict[str, F64]]:
    """Onset and beat times in seconds of the tracks whose beats are steady and not annotated by hand."""
    by_hand = {path.name.rsplit("_", 1)[0] for path in (folder / "references").rglob("*_mix.txt")}
    with np.load(folder / "jtd_onsets.npz") as arrays:
        store = {name: arrays[name] for name in arrays.files}
    found = []
    for i, name in enumerate(store["tracks"]):
        times = {what: store[f"{what}_ms"][slice(*store[f"{what}_ptr"][i : i + 2])] / 1000.0
                 for what in (*PLAYERS, "beat")}
        gaps = np.diff(times["beat"])
        if str(name) not in by_hand and len(gaps) > 60 and gaps.std() < STEADY * gaps.mean():
            found.append(times)
    return found


def excerpt(rng: Generator, track: dict[str, F64], seconds: float = 60.0) -> Ensemble:
    """``seconds`` of a track from a random beat on, as a detector would have told it."""
    beats = track["beat"]
    start = rng.uniform(beats[0], max(beats[-1] - seconds, beats[0] + 1.0))
    readings = []
    for player in PLAYERS:
        times = track[player] - start
        times = times[(times > 0) & (times < seconds)]
        times = np.sort(times + rng.uniform(-GRID / 2, GRID / 2, len(times)))
        readings += [Reading(player, "onset", float(t), float(t) + rng.uniform(0.02, 0.06), 0.5)
                     for t in times]
    at = np.arange(1, round(seconds / TICK) + 1) * TICK + start
    middle = (beats[2:-2] + beats[3:-1]) / 2
    gaps = np.median(np.lib.stride_tricks.sliding_window_view(np.diff(beats), 5), axis=1)[: len(middle)]
    bpm = np.clip(60.0 / np.interp(at, middle[: len(gaps)], gaps), 41.0, 310.0)
    return Ensemble(PLAYERS, tuple(sorted(readings, key=lambda r: r.arrived)), bpm, np.full(len(at), UNKNOWN))


def make_shards(folder: Path, source: Path, count: int, seed: int = 1) -> None:
    """Write ``count`` shards of excerpts, each track once while they last; those that exist are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    found = tracks(source)
    order = np.random.default_rng(seed).permutation(len(found))
    for number in track(range(count), "jazz"):
        path = folder / f"shard_jazz_{number:04d}.npz"
        if path.exists():
            continue
        rng = np.random.default_rng([seed, number])
        chosen = [found[order[(number * PER_SHARD + i) % len(order)]] for i in range(PER_SHARD)]
        shard = shard_of([excerpt(rng, track) for track in chosen])
        np.savez(path, **{field.name: getattr(shard, field.name) for field in fields(Shard)})
