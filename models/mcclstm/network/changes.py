"""What a track is changed by each time it is trained on: it is the same music, and sounds otherwise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from bridge.analysis.mel import FLOOR
from bridge.types import F32
from models.mcclstm.data.collection import LENGTH, MEL, Heard, chunks

GAIN, TILT = 0.8, 0.4
"""Bels: the largest change of level, and of the ends of the spectrum."""
SPEED = 0.03
"""Largest change of tempo, as a share: as far as two dances of a kind differ."""
SHIFT = 2
"""Bands, 3 to 4 semitones each, that a track is transposed by at most."""
MASK = 8
"""Bands that are made even at most."""


def changed(track: Heard, hop: int, window: int, rng: Generator) -> F32:
    """Some chunks in a row out of a track, ``window`` at most, at random changed in each of these ways."""
    wanted = window * LENGTH * hop // MEL.hop
    length = min(len(track.frames), round(wanted * (1.0 + SPEED)) + 2)
    first = int(rng.integers(len(track.frames) - length + 1))
    frames = np.asarray(track.frames[first : first + length], np.float32)
    ways: tuple[Callable[[F32, Generator], F32], ...] = (_tempo, _key, _mask, _tone)
    for way in ways:
        frames = way(frames, rng)
    found = chunks(frames, hop)[:window]
    return found if len(found) else chunks(track.frames, hop)[:1]


def _tempo(frames: F32, rng: Generator) -> F32:
    places = np.arange(0.0, len(frames) - 1.0, rng.uniform(1.0 - SPEED, 1.0 + SPEED))
    return frames[np.round(places).astype(int)]


def _key(frames: F32, rng: Generator) -> F32:
    bands = np.arange(MEL.bands) + int(rng.integers(-SHIFT, SHIFT + 1))
    return frames[:, np.clip(bands, 0, MEL.bands - 1)]


def _mask(frames: F32, rng: Generator) -> F32:
    first, count = int(rng.integers(MEL.bands)), int(rng.integers(MASK + 1))
    frames = frames.copy()
    frames[:, first : first + count] = frames[:, first : first + count].mean(0)
    return frames


def _tone(frames: F32, rng: Generator) -> F32:
    tone = rng.uniform(-GAIN, GAIN) + rng.uniform(-TILT, TILT) * np.linspace(-1.0, 1.0, MEL.bands)
    return np.asarray(np.maximum(frames + tone, np.log10(FLOOR)), np.float32)
