"""Real pieces as training data for the tempo: onsets and beats are known, who leads is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.random import Generator
from rich.progress import track

from bridge.types import TICK, Reading
from models.leader.ensembles.simulate import UNKNOWN, Detector, Ensemble
from models.leader.ensembles.timing import F64
from models.leader.network.dataset import PER_SHARD, Shard, shard_of

SMOOTH = 5
"""Beats whose median interval is the tempo."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Seconds of the onsets of each player, by name, and of the beats."""

    onsets: dict[str, F64]
    beats: F64


def tempo_at(beats: F64, at: F64) -> F64:
    """BPM at times ``at`` (s), from the median of five beat intervals."""
    gaps = np.median(np.lib.stride_tricks.sliding_window_view(np.diff(beats), SMOOTH), axis=1)
    middle = beats[2 : 2 + len(gaps)] + gaps / 2
    return np.asarray(np.clip(60.0 / np.interp(at, middle, gaps), 41.0, 305.0))


def excerpt(rng: Generator, piece: Piece, detectors: Sequence[Detector], seconds: float = 60.0) -> Ensemble:
    """``seconds`` of a piece from a random moment on, as these detectors, one a player, would tell it."""
    start = rng.uniform(piece.beats[0], max(piece.beats[-1] - seconds, piece.beats[0] + 1.0))
    readings: list[Reading] = []
    for (name, times), detector in zip(piece.onsets.items(), detectors, strict=True):
        inside = times[(times > start) & (times < start + seconds)] - start
        readings += detector.hear(rng, name, inside, np.full(len(inside), 0.7), seconds)
    readings.sort(key=lambda reading: reading.arrived)
    at = np.arange(1, round(seconds / TICK) + 1) * TICK
    return Ensemble(
        tuple(piece.onsets), tuple(readings), tempo_at(piece.beats, at + start), np.full(len(at), UNKNOWN)
    )


def make_shards(
    folder: Path,
    name: str,
    pieces: Sequence[Piece],
    detectors: Sequence[Detector] | None,
    count: int,
    seed: int = 1,
) -> None:
    """Write ``count`` shards of excerpts, each piece once while they last; those that exist are kept.

    Without ``detectors`` each player of each excerpt gets one drawn at random.
    """
    folder.mkdir(parents=True, exist_ok=True)
    order = np.random.default_rng(seed).permutation(len(pieces))
    for number in track(range(count), name):
        path = folder / f"shard_{name}_{number:04d}.npz"
        if path.exists():
            continue
        rng = np.random.default_rng([seed, number])
        chosen = [pieces[order[(number * PER_SHARD + i) % len(order)]] for i in range(PER_SHARD)]
        shard = shard_of(
            [excerpt(rng, piece, detectors or [Detector.draw(rng) for _ in piece.onsets]) for piece in chosen]
        )
        np.savez(path, **{field.name: getattr(shard, field.name) for field in fields(Shard)})
