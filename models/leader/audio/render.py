"""A part becomes the sound of a bus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.random import Generator

from bridge.types import F32, RATE
from models.leader.audio import soundfont
from models.leader.audio.kit import Kit
from models.leader.audio.score import Note, notes
from models.leader.audio.timbres import TIMBRES, Program, Timbre
from models.leader.audio.waves import hertz
from models.leader.takes import Part

LAYERS = 3
"""Shades of strength in which a note is made; its loudness is exact."""
KEPT = 300
"""Notes kept in memory, at most 350 kB each."""
VOICES = {timbre.name: timbre.voice for timbre in TIMBRES if not isinstance(timbre.voice, Program)}
"""Own timbres by name."""


def render(part: Part, timbre: Timbre, seconds: float, rng: Generator) -> F32:
    """A part played with a timbre: mono float32 ``(n,)`` at 44.1 kHz, dry, level as it comes.

    A note's first sample is the one nearest to its time. The same ``rng`` state gives the same sound,
    to the bit for own timbres. Raises `BridgeError` when a soundfont is needed and there is none.
    """
    score = notes(part, rng)
    if isinstance(timbre.voice, Program):
        return soundfont.render(score, timbre.voice, seconds)
    return _add(score, timbre, seconds)


def _add(score: Sequence[Note], timbre: Timbre, seconds: float) -> F32:
    out = np.zeros(round(seconds * RATE), np.float32)
    for note in score:
        first = round(note.start * RATE)
        sound = _let_go(_single(timbre.name, round(note.pitch), _layer(note.strength)), note.held, timbre)
        end = min(len(out), first + len(sound))
        out[first:end] += np.float32(note.strength**2) * sound[: max(0, end - first)]
    return out


def _layer(strength: float) -> int:
    return min(LAYERS - 1, int(strength * LAYERS))


def _let_go(sound: F32, held: float, timbre: Timbre) -> F32:
    """A copy that dies away after ``held`` seconds; drums ring out."""
    if isinstance(timbre.voice, Kit):
        return sound
    first, fade = round(held * RATE), round(timbre.release * RATE)
    short = sound[: first + fade].copy()
    tail = short[first:]
    tail *= np.linspace(1.0, 0.0, fade, dtype=np.float32)[: len(tail)]
    return short


@lru_cache(KEPT)
def _single(name: str, pitch: int, layer: int) -> F32:
    """One note of an own timbre, always the same: its noise is seeded by what it is."""
    rng, strength = np.random.default_rng([crc32(name.encode()), pitch, layer]), (layer + 0.5) / LAYERS
    voice = VOICES[name]
    sound = (
        voice.stroke(pitch, strength, rng)
        if isinstance(voice, Kit)
        else voice.note(hertz(pitch), strength, rng)
    )
    sound.flags.writeable = False
    return sound
