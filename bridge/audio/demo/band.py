"""The demo band: four buses of sound, and the truth about them. Anyone can try the bridge with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from bridge.audio.demo import players, synth
from bridge.audio.demo.form import BUSES, Section, sections_for, tempo_curve
from bridge.audio.demo.score import notes_of
from bridge.audio.demo.truth import Truth, truth_of
from bridge.errors import BridgeError
from bridge.types import F32, RATE

FEEL: Mapping[str, float] = MappingProxyType({"drums": 0.0, "bass": 0.004, "keys": 0.006, "lead": 0.009})
"""Seconds each player sits behind its own pulse, as players do; the truth does not count it."""
CHUNK = 8192
"""Samples made at once, 186 ms."""
TAIL = int(synth.LONGEST * RATE)


@dataclass(frozen=True, slots=True)
class Strike:
    """A note at its sample: ``held`` in seconds, ``velocity`` 0 to 1."""

    start: int
    pitch: int
    held: float
    velocity: float


def strikes(bus: str, piece: tuple[Section, ...], pulse: NDArray[np.float64], seed: int) -> list[Strike]:
    """What ``bus`` plays, at the moments its own pulse ``(B,)`` (seconds of each beat) puts it to."""
    player = BUSES.index(bus)
    notes = [
        note
        for section in piece
        for note in notes_of(bus, section, default_rng([seed, 3, player, section.index]))
    ]
    beats = np.array([note.beat for note in notes])
    ends = beats + [note.length for note in notes]
    moments = np.unique(beats)
    motor = default_rng([seed, 4, player]).normal(0, players.MOTOR_SD, len(moments))
    grid = np.arange(len(pulse))
    # One movement strikes all notes of a chord, so they share its noise.
    starts = np.interp(beats, grid, pulse) + FEEL[bus] + motor[np.searchsorted(moments, beats)]
    held = np.interp(ends, grid, pulse) - np.interp(beats, grid, pulse)
    return sorted(
        (
            Strike(max(0, round(s * RATE)), n.pitch, h, n.velocity)
            for s, h, n in zip(starts, held, notes, strict=True)
        ),
        key=lambda strike: strike.start,
    )


class Track:
    """One bus, rendered as it is read. Not thread-safe."""

    def __init__(self, bus: str, played: list[Strike]) -> None:
        self._voice, self._gain = synth.VOICES[bus](), synth.GAINS[bus]
        self._played, self._next, self._at = played, 0, 0
        self._ringing: F32 = np.zeros(TAIL, np.float32)

    def render(self, n: int) -> F32:
        """The next ``n`` samples."""
        sound = np.concatenate([self._ringing, np.zeros(n, np.float32)])
        while self._next < len(self._played) and self._played[self._next].start < self._at + n:
            strike = self._played[self._next]
            note = self._voice(strike.pitch, strike.held)
            start = strike.start - self._at
            sound[start : start + len(note)] += np.float32(self._gain * strike.velocity) * note
            self._next += 1
        self._at += n
        self._ringing = sound[n:]
        return synth.limited(sound[:n])


class DemoBand:
    """Drums, bass, keys and lead, ``seconds`` long: an audio source that knows the truth.

    Deterministic from ``(seconds, seed)``, and a longer piece begins exactly as a shorter one of the
    same seed. Sound is made while it is read, 186 ms at a time; only the list of notes grows with length.

    Attributes: ``names`` of the buses, ``rate`` 44,100, ``frames`` in all, ``truth``, see `Truth`;
    ``piece`` its sections. Not thread-safe; not real-time safe.
    Raises `BridgeError` for a length that is not positive or a negative seed.
    """

    names: tuple[str, ...] = BUSES
    rate: int = RATE

    def __init__(self, seconds: float, seed: int = 1) -> None:
        if not (np.isfinite(seconds) and seconds > 0):
            raise BridgeError(f"demo band: cannot play {seconds:g} seconds; give a length above 0")
        if seed < 0:
            raise BridgeError(f"demo band: the seed is {seed}; give 0 or more")
        self.frames = max(1, round(seconds * RATE))
        self.piece = sections_for(seed, seconds)
        tempo = tempo_curve(self.piece, seed)
        leaders = np.concatenate([np.full(s.beats, BUSES.index(s.leader), np.intp) for s in self.piece])
        pulses = players.simulate(leaders, tempo, len(BUSES), seed)
        self.truth: Truth = truth_of(pulses, leaders, tempo, BUSES, seconds)
        self._tracks = [
            Track(bus, strikes(bus, self.piece, pulse, seed))
            for bus, pulse in zip(BUSES, pulses, strict=True)
        ]
        self._ready: F32 = np.zeros((len(BUSES), 0), np.float32)
        self._left = self.frames

    def read(self, n: int) -> F32:
        """The next samples, float32 ``(4, n)``; fewer at the end, then none: ``(4, 0)``."""
        n = min(n, self._left)
        parts, have = [self._ready], self._ready.shape[1]
        while have < n:
            parts.append(np.stack([track.render(CHUNK) for track in self._tracks]))
            have += CHUNK
        sound = np.concatenate(parts, axis=1)
        self._ready = sound[:, n:]
        self._left -= n
        return np.ascontiguousarray(sound[:, :n])
