"""The frames of tracks on disk, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.leader.data.stems import mono
from models.leader.files import code, keep
from models.mcclstm.data.collection import LENGTH, MEL, Heard, Track
from models.mcclstm.data.rendered import BUILT


def heard(tracks: Sequence[Track], name: str, built: Path = BUILT) -> list[Heard]:
    """The tracks of the collection ``name``; those too short for a chunk are left out.

    Raises `BridgeError` when one cannot be read.
    """
    kept = built / "heard" / code("bridge/analysis/mel.py")[:12] / name
    each = (Heard(_frames(t, kept), t.label, t.piece) for t in tqdm(tracks, desc=name, mininterval=2.0))
    return [track for track in each if len(track.frames) >= LENGTH]


def _frames(track: Track, kept: Path) -> np.ndarray:
    path = kept / f"{track.label}-{track.name}.npz"
    if not path.exists():
        keep(path, {"frames": MEL.frames(mono(track.path)).astype(np.float16)})
    with np.load(path) as arrays:
        return np.asarray(arrays["frames"])
