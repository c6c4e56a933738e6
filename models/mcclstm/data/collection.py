"""Tracks with a label, as frames; and how they are divided into folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.analysis.mel import Mel
from models.material.tunes import Use

MEL = Mel(bands=40, hop=1024)
"""Chen and Wang 2017, section 2.1."""
LENGTH = 80
"""Frames of a chunk. At 1024 samples each that is 1.86 s; the paper says 3.712 s, which would be hop 2048."""
HOPS = (1024, 2048)
"""Samples from frame to frame: the paper's, and the one of its stated length of a chunk."""
TENTHS: tuple[Use, ...] = ("train",) * 8 + ("validate", "test")
"""What the ten parts of a collection are for in the first fold."""


@dataclass(frozen=True, slots=True)
class Track:
    """A sound file, as mirdata has it: the ``name`` in its collection, the ``path``, the ``label``.

    ``piece`` names what it is an excerpt of: one piece is never divided between training and test.
    """

    name: str
    path: Path
    label: str
    piece: str


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A track's ``frames`` ``(n, 40)`` float16 at hop 1024, with its ``label`` and ``piece``."""

    frames: NDArray[np.float16]
    label: str
    piece: str


def chunks(frames: NDArray[Any], hop: int = MEL.hop, first: int = 0) -> NDArray[np.float32]:
    """Frames as whole chunks ``(chunks, 80, 40)`` float32 from frame ``first`` on.

    Of a wider hop every so many frames are the frames.
    """
    thinned = frames[first :: hop // MEL.hop]
    whole = len(thinned) // LENGTH
    return np.asarray(thinned[: whole * LENGTH], np.float32).reshape(whole, LENGTH, MEL.bands)


def fold(pieces: Sequence[str], number: int, seed: int = 0) -> list[Use]:
    """What each track is for in a fold 0 to 9: a tenth of the pieces to test, another to validate."""
    names = sorted(set(pieces))
    places = np.random.default_rng(seed).permutation(len(names))
    part = {name: int(place) % len(TENTHS) for name, place in zip(names, places, strict=True)}
    return [TENTHS[(part[piece] - number - 1) % len(TENTHS)] for piece in pieces]
