"""Bare pulses: ensembles that play their beats and nothing else, as people do who try a program out.

Nothing but the tempo itself tells their metrical level, so it is kept to where listeners still tap
every pulse (Moelants, "Preferred tempo reconsidered", ICMPC 2002, finds few who do beyond).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.random import Generator
from rich.progress import track

from models.leader.ensembles.conditions import CONDITIONS, Conditions, choose
from models.leader.ensembles.detector import hear
from models.leader.ensembles.take import draw_take
from models.leader.network.dataset import PER_SHARD, keep, shard_of
from models.leader.takes import F64, Part, Take

SHARDS = 32
SLOWEST, FASTEST = 50.0, 200.0
"""BPM of a bare pulse that is taken for the beat."""
STRENGTH = 0.8


def make_shards(folder: Path, seconds: float = 60.0) -> None:
    """Write the shards of bare pulses that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in track(range(SHARDS), "pulses"):
        path = folder / f"shard_pulse_{number:04d}.npz"
        if not path.exists():
            # A stream of its own, apart from the seeds of the simulated shards.
            rng = np.random.default_rng([number, SHARDS])
            size = choose(rng, CONDITIONS["train"].sizes)
            takes = [bare(_at_usual_tempo(rng, CONDITIONS["train"], size, seconds)) for _ in range(PER_SHARD)]
            keep(shard_of([hear(rng, take) for take in takes]), path)


def bare(take: Take) -> Take:
    """The same players, who play each of their beats on which they do not rest, and nothing more."""
    return replace(take, parts=tuple(_beaten(take, player) for player in range(len(take.parts))))


def _beaten(take: Take, player: int) -> Part:
    times: F64 = take.beats[~take.resting[:, player], player]
    times = times[(times >= 0.0) & (times < take.seconds)]
    part = take.parts[player]
    pitch = float(part.pitches[0]) if len(part.pitches) else 60.0
    return replace(
        part, times=times, strengths=np.full(len(times), STRENGTH), pitches=np.full(len(times), pitch)
    )


def _at_usual_tempo(rng: Generator, conditions: Conditions, size: int, seconds: float) -> Take:
    while True:
        take = draw_take(rng, conditions, "", size, seconds)
        if take.bpm.min() >= SLOWEST and take.bpm.max() <= FASTEST:
            return take
