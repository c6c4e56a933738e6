"""Tempo curves of recordings whose annotations may be used for training.

- Jazz Trio Database (MIT): beats found automatically; all that a judged trio plays is left out.
- POP909 (MIT): beats of the recordings.
- Harmonix set (MIT), as corrected in the annotations of "Beat This!".

The other sets of the latter forbid commercial use, state no licence, or were played to a click.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter1d, median_filter

from bridge.errors import BridgeError
from bridge.types import TICK
from models.leader.ensembles.curves import Curves
from models.leader.splits.trios import by_judged_trio
from models.leader.takes import F64

FEWEST = 60
"""Beats below which a recording is too short."""
WILDEST = 0.35
"""Greatest distance of a log tempo from its mean: beyond it the annotator lost the beat."""
SMOOTH = 1.5
"""Beats: width of the window that takes the hand's jitter away."""


def load_curves(data: Path) -> Curves:
    """All usable curves below the data folder; about 2,500.

    Raises `BridgeError` when a set is missing.
    """
    sets = [
        jazz_beats(data / "jazz_trio_database"),
        _members(data / "pop909" / "pop909.tar.gz", "/beat_audio.txt"),
        _members(data / "beat_this_annotations" / "beat_this_annotations.tar.gz", ".beats", "harmonix/"),
    ]
    curves = (curve_of(beats) for beats_of_set in sets for beats in beats_of_set)
    return Curves(tuple(curve for curve in curves if curve is not None))


def curve_of(beats: F64) -> F64 | None:
    """Log tempo over its mean at each `TICK` of beats in seconds; None where they are not to be trusted."""
    gaps = np.diff(beats)
    if len(gaps) < FEWEST or gaps.min() <= 0.0:
        return None
    log = gaussian_filter1d(median_filter(-np.log(gaps), 5, mode="nearest"), SMOOTH, mode="nearest")
    curve = np.interp(np.arange(beats[0], beats[-1], TICK), (beats[1:] + beats[:-1]) / 2, log)
    curve -= curve.mean()
    return np.asarray(curve) if np.abs(curve).max() < WILDEST else None


def jazz_beats(folder: Path) -> Iterator[F64]:
    """Seconds of the beats of each track by a trio none of whose tracks is judged."""
    path = folder / "jtd_onsets.npz"
    if not path.exists():
        raise BridgeError(f"no {path}: set LEADERBRIDGE_DATA to where the data sets are")
    with np.load(path) as store:
        tracks, beats, ends = store["tracks"], store["beat_ms"] / 1000.0, store["beat_ptr"]
    for name, first, last in zip(tracks, ends[:-1], ends[1:], strict=True):
        if not by_judged_trio(str(name)):
            yield beats[first:last]


def _members(path: Path, suffix: str, part: str = "") -> Iterable[F64]:
    """The first columns of an archive's text files whose names contain ``part`` and end so."""
    if not path.exists():
        raise BridgeError(f"no {path}: set LEADERBRIDGE_DATA to where the data sets are")
    with tarfile.open(path) as archive:
        for member in archive:
            file = (
                archive.extractfile(member) if member.name.endswith(suffix) and part in member.name else None
            )
            if file is not None:
                yield np.loadtxt(io.BytesIO(file.read()), usecols=0, ndmin=1)
