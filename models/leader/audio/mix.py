"""Between the instruments and the buses: bleed, rooms, noise, hum, gains, compression; and the mono mix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.signal import lfilter, oaconvolve

from bridge.types import F32, RATE
from models.leader.takes import F64

USUAL = -20.0
"""dBFS to which each instrument is brought while it plays, before anything else."""
CEILING = 0.89
"""Peak (−1 dBFS) that neither a bus nor the mix exceeds."""
BLOCK = 64
"""Samples in which a compressor's gain is reckoned: 1.5 ms."""
NOTHING = -np.inf
"""dB of what is not there."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What happens to ``N`` instruments on their way to the buses; levels in dB, `NOTHING` where none.

    Attributes
    ----------
    bleed, late
        ``(N, N)``: bus i hears instrument j at ``bleed[i, j]`` dB of its level on its own bus,
        ``late[i, j]`` seconds later; the diagonal is not looked at.
    room, wet
        ``(N,)`` seconds to a thousandth, and level of the reverb against the dry sound.
    noise, hum
        ``(N,)`` dBFS.
    mains
        Hz of the hum, 50 or 60.
    ratio
        ``(N,)`` of a compressor above −24 dBFS; 1 is none.
    gain
        ``(N,)`` of the bus as a whole, last of all.
    """

    bleed: F64
    late: F64
    room: F64
    wet: F64
    noise: F64
    hum: F64
    mains: float
    ratio: F64
    gain: F64

    @classmethod
    def draw(cls, rng: Generator, n: int) -> Stage:
        """A studio with separate lines (two of five), or a room where microphones hear each other."""
        shared = rng.random() < 0.6
        open_to = rng.random((n, n)) < (0.6 if shared else 0.0)
        loudest = rng.uniform(-30.0, -12.0)
        return cls(
            bleed=np.where(open_to, rng.uniform(-40.0, loudest, (n, n)), NOTHING),
            late=rng.uniform(0.001, 0.010, (n, n)),
            room=rng.uniform(0.2, 0.9, n),
            wet=np.where(rng.random(n) < 0.4, rng.uniform(-30.0, -14.0, n), NOTHING),
            noise=rng.uniform(-90.0, -55.0, n),
            hum=np.where(rng.random(n) < 0.2, rng.uniform(-70.0, -48.0, n), NOTHING),
            mains=float(rng.choice([50.0, 60.0])),
            ratio=np.where(rng.random(n) < 0.4, rng.uniform(1.5, 6.0, n), 1.0),
            gain=rng.uniform(-14.0, 6.0, n),
        )

    def buses(self, dry: F32, rng: Generator) -> F32:
        """Sounds of the instruments, float32 ``(N, n)`` → sounds of the buses, of the same shape."""
        level = np.stack([usual(sound) for sound in dry])
        wet = np.stack([self._in_room(i, sound, rng) for i, sound in enumerate(level)])
        return np.stack([self._bus(i, wet, rng) for i in range(len(wet))])

    def _in_room(self, i: int, sound: F32, rng: Generator) -> F32:
        if self.wet[i] == NOTHING:
            return sound
        t = np.arange(round(self.room[i] * RATE), dtype=np.float32) / np.float32(RATE)
        tail = rng.standard_normal(len(t), dtype=np.float32) * 10.0 ** (-3.0 * t / np.float32(self.room[i]))
        tail *= np.float32(amplitude(self.wet[i])) / np.linalg.norm(tail)
        return np.asarray(sound + oaconvolve(sound, tail)[: len(sound)], dtype=np.float32)

    def _bus(self, i: int, sounds: F32, rng: Generator) -> F32:
        bus = sounds[i].copy()
        for j in np.flatnonzero(self.bleed[i] > NOTHING):
            late = round(self.late[i, j] * RATE)
            if j != i:
                bus[late:] += np.float32(amplitude(self.bleed[i, j])) * sounds[j, : len(bus) - late]
        bus += self._unwanted(i, len(bus), rng)
        return limited(compressed(bus, self.ratio[i]) * np.float32(amplitude(self.gain[i])))

    def _unwanted(self, i: int, n: int, rng: Generator) -> F32:
        """Noise, darker than white, and hum with its second and third harmonic."""
        hiss = np.asarray(
            lfilter([1.0], [1.0, -0.7], rng.standard_normal(n, dtype=np.float32)), dtype=np.float32
        )
        hiss *= np.float32(amplitude(self.noise[i]) / 1.4)
        if self.hum[i] == NOTHING:
            return hiss
        t = np.arange(n, dtype=np.float32) / np.float32(RATE)
        hum = sum(np.sin(np.float32(2 * np.pi * self.mains * k) * t) / np.float32(k) for k in (1, 2, 3))
        return np.asarray(hiss + np.float32(1.2 * amplitude(self.hum[i])) * hum, dtype=np.float32)


def amplitude(decibels: float) -> float:
    """dB → factor."""
    return float(10.0 ** (decibels / 20.0))


def usual(sound: F32) -> F32:
    """A sound at `USUAL` dBFS, measured where it is within 30 dB of its loudest tenth of a second."""
    frames = sound[: len(sound) // 4410 * 4410].reshape(-1, 4410)
    power = np.square(frames, dtype=np.float64).mean(axis=1)
    playing = power[power > 1e-3 * power.max(initial=0.0)]
    if not len(playing):
        return sound
    return np.asarray(sound * np.float32(amplitude(USUAL) / np.sqrt(playing.mean())), dtype=np.float32)


def compressed(sound: F32, ratio: float, threshold: float = -24.0) -> F32:
    """Feed-forward compression: levels above ``threshold`` dBFS grow by 1/``ratio``; 5 ms up, 120 ms down."""
    if ratio == 1.0:
        return sound
    whole = len(sound) // BLOCK * BLOCK
    power = np.square(sound[:whole].reshape(-1, BLOCK), dtype=np.float64).mean(axis=1)
    level = _ballistics(10.0 * np.log10(power + 1e-12))
    gain = -np.maximum(level - threshold, 0.0) * (1.0 - 1.0 / ratio)
    at = np.arange(len(sound)) / BLOCK
    smooth = np.interp(at, np.arange(1, len(gain) + 1), 10.0 ** (gain / 20.0))
    return np.asarray(sound * smooth * amplitude(6.0 * (1.0 - 1.0 / ratio)), dtype=np.float32)


def _ballistics(level: F64) -> F64:
    """A level that follows quickly upwards and slowly downwards."""
    up, down = (1.0 - np.exp(-BLOCK / RATE / seconds) for seconds in (0.005, 0.120))
    out, now = np.empty_like(level), -120.0
    for i, value in enumerate(level.tolist()):
        now += (up if value > now else down) * (value - now)
        out[i] = now
    return out


def limited(sound: F32) -> F32:
    """Bent softly below `CEILING`."""
    return np.asarray(np.float32(CEILING) * np.tanh(sound / np.float32(CEILING)), dtype=np.float32)


def mixed(buses: F32) -> F32:
    """All buses ``(N, n)`` as one mono sound ``(n,)``, as loud as possible without clipping."""
    together = np.asarray(buses.sum(axis=0), dtype=np.float32)
    return np.asarray(together * np.float32(CEILING / (np.abs(together).max() + 1e-9)), dtype=np.float32)
