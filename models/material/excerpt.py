"""Half a minute out of a tune, played by a band that is drawn by lot and recorded in one place or another.

The lots are the same for every style, so that no instrument, level or gap gives a style away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np
from numpy.random import Generator

from bridge.types import F32
from models.leader.audio.score import Note
from models.leader.audio.soundfont import play
from models.leader.audio.timbres import Program
from models.material.arrangement import arranged, human
from models.material.patterns import one_of
from models.material.sound import font, recorded
from models.material.tunes import Tune

SECONDS = 30.0
"""Of an excerpt, as in the collections that the network was first judged on."""
MELODIES = (0, 4, 11, 21, 22, 24, 25, 26, 40, 56, 57, 64, 65, 66, 68, 71, 72, 73, 80)
CHORDS = (0, 1, 4, 5, 6, 16, 21, 24, 25, 26, 27, 46, 48, 61, 105)
BASSES = (32, 33, 34, 35, 36, 38, 43, 58)
KITS = (0, 8, 16, 24, 25, 32, 40)
"""General MIDI programs of the pool, from 0; tunes of every style are played by them."""
PROGRAMS: Mapping[str, Sequence[int]] = {
    "melody": MELODIES,
    "bridge": MELODIES,
    "chords": CHORDS,
    "piano": CHORDS,
    "bass": BASSES,
    "drums": KITS,
}
ABSENT: Mapping[str, float] = {"melody": 0.12, "bridge": 0.4, "bass": 0.15, "drums": 0.25}
"""Chance that a part is not in the band."""
FADERS = (-9.0, 3.0)
"""dB, lowest and highest of a part in the mix."""


def excerpt(tune: Tune, take: int) -> F32:
    """The sound of 30 s out of a tune, mono at 44.1 kHz; ``take`` the number of the recording.

    Raises `BridgeError` when the soundfont of the tune's use is not installed.
    """
    rng = np.random.default_rng((crc32(tune.name.encode()), take))
    parts = arranged(repeated(tune), rng)
    lasts = max(note.start for part in parts.values() for note in part)
    begins = rng.uniform(tune.bars[0], max(tune.bars[0], lasts - SECONDS))
    stretch, key = rng.uniform(0.98, 1.02), float(rng.integers(-5, 7))
    band = [
        (_mixed(human(_part(notes, begins, stretch), rng), 0.0 if role == "drums" else key, rng), program)
        for role, notes in parts.items()
        for program in [Program(one_of(rng, PROGRAMS[role]), role == "drums")]
        if rng.random() >= ABSENT.get(role, 0.0)
    ]
    return recorded(play(band, font(tune.use), SECONDS), rng)


def repeated(tune: Tune) -> Tune:
    """The same from bar to bar as often as it takes to last twice an excerpt."""
    first, last = tune.bars[0], tune.bars[-1]
    span = last - first
    times = range(max(1, int(np.ceil(2 * SECONDS / span))))
    parts = {
        name: tuple(
            replace(note, start=note.start + k * span)
            for k in times
            for note in notes
            if first - 0.02 <= note.start < last - 0.02
        )
        for name, notes in tune.parts.items()
    }
    bars = [bar + k * span for k in times for bar in tune.bars[:-1]] + [last + times[-1] * span]
    return replace(tune, parts=parts, bars=tuple(bars))


def _part(notes: Sequence[Note], begins: float, stretch: float) -> list[Note]:
    """What sounds in the excerpt, at its own tempo: what began before is struck as it begins."""
    moved = (replace(n, start=stretch * (n.start - begins), held=stretch * n.held) for n in notes)
    heard = (n for n in moved if n.start < SECONDS and n.start + n.held > 0)
    return [n if n.start >= 0 else replace(n, start=0.0, held=n.held + n.start) for n in heard]


def _mixed(notes: Sequence[Note], key: float, rng: Generator) -> list[Note]:
    """Transposed, and as loud as its fader has it."""
    gain = 10 ** (rng.uniform(*FADERS) / 40)
    return [
        replace(n, pitch=n.pitch + key, strength=float(np.clip(n.strength * gain, 0.05, 1.0))) for n in notes
    ]
