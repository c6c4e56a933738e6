"""What simple rules would score: a model is worth its place only above them.

Each rule names a leader for every frame, to be judged by `scores.leader_accuracy`; levels are in
dBFS, ``(N, T)``, in the order of ``buses``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bridge.outputs.scores import tempo_mae

Floats = NDArray[np.float64]

AUDIBLE = -60.0
"""dBFS above which a bus plays."""


def validate_levels(levels: Floats, buses: Sequence[str]) -> None:
    """Raises `ValueError` unless there is a row a bus, in dBFS."""
    if levels.ndim != 2 or len(levels) != len(buses) or not levels.size:
        raise ValueError(f"levels of shape {levels.shape} for {len(buses)} buses; one row a bus is needed")
    if np.nanmax(levels) > 20:
        raise ValueError(f"a level of {np.nanmax(levels):g} dBFS; did you give amplitudes?")


def loudest(levels: Floats, buses: Sequence[str]) -> list[str]:
    """In each frame the bus with the highest level; of equals the first; an unknown level is silence."""
    validate_levels(levels, buses)
    return [buses[i] for i in np.argmax(np.nan_to_num(levels, nan=-np.inf, neginf=-np.inf), axis=0)]


def never_rests(levels: Floats, buses: Sequence[str]) -> list[str]:
    """In all frames the one bus that plays in most of them; of equals the first."""
    validate_levels(levels, buses)
    playing = np.sum(levels > AUDIBLE, axis=1)
    return [buses[int(np.argmax(playing))]] * levels.shape[1]


def best_constant(reference: Sequence[str]) -> float:
    """Share of frames of the bus that leads most: the best that naming one bus for all could score."""
    if not len(reference):
        raise ValueError("no frame to judge")
    _, counts = np.unique(np.asarray(reference), return_counts=True)
    return float(counts.max() / len(reference))


def mean_tempo_mae(reference: Floats) -> float:
    """BPM by which the reference's own mean tempo, said in every frame, would be wrong on average."""
    return tempo_mae(reference, np.full_like(reference, np.mean(reference)))
