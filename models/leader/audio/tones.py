"""Pitched notes from nothing but arithmetic: one frozen dataclass a synthesis, its fields the settings.

A note sounds from its first sample on, and rings for as long as it can; the renderer lets it go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.random import Generator
from scipy.signal import butter, sosfilt

from bridge.types import F32, RATE
from models.leader.audio.waves import LONGEST, TAU, clock, noise, partials, peaked, rise


class Tone(Protocol):
    """A way to make a note."""

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """A note of ``hz``, played with ``strength`` 0 to 1, as float32 ``(n,)``, peak about 1.

        Strength colours the note; how loud it is in the end is the renderer's business.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pluck:
    """A plucked string (Karplus & Strong 1983): a burst of noise that runs round a filtered loop.

    ``bright`` 0 to 1 of the burst; ``decay`` seconds to a thousandth at 220 Hz; ``damping`` 0 to 0.5 of
    the loop's low-pass. The loop is a whole number of samples: high notes are up to 1 % out of tune.
    """

    bright: float
    decay: float
    damping: float

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """See `Tone.note`."""
        period, n = max(8, round(RATE / hz)), round(LONGEST * RATE)
        burst = rng.standard_normal(period).astype(np.float32)
        dark = np.float32(1.0 - self.bright * (0.4 + 0.6 * strength))
        for _ in range(3):
            burst = (1 - dark / 2) * burst + dark / 2 * np.roll(burst, 1)
        loss = np.float32(10.0 ** (-3.0 * period / RATE / (self.decay * (220.0 / hz) ** 0.5)))
        rounds, low = [burst - burst.mean()], np.float32(self.damping)
        for _ in range(n // period):
            last = rounds[-1]
            rounds.append(loss * ((1 - low) * last + low * np.roll(last, 1)))
        return peaked(np.concatenate(rounds)[:n])


@dataclass(frozen=True, slots=True)
class Bell:
    """Frequency modulation (Chowning 1973): electric pianos, bells, basses.

    ``ratio`` of modulator to carrier; ``index`` at full strength, fading in ``flash`` seconds; ``decay``
    of the tone and ``attack``, both in seconds.
    """

    ratio: float
    index: float
    flash: float
    decay: float
    attack: float = 0.002

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """See `Tone.note`."""
        t = clock()
        phase = TAU * np.float32(hz) * t
        depth = np.float32(self.index * (0.3 + 0.7 * strength)) * np.exp(-t / np.float32(self.flash))
        tone = np.sin(phase + depth * np.sin(np.float32(self.ratio) * phase))
        return peaked(tone * np.exp(-t / np.float32(self.decay)) * rise(t, self.attack))


@dataclass(frozen=True, slots=True)
class Struck:
    """A struck string or bar: partials that fade the faster the higher they are, and a hammer's knock.

    ``stretch`` is the inharmonicity B in f_k = k f √(1 + B k²) (Fletcher 1964); ``tilt`` of the
    amplitudes k^-tilt at full strength; ``decay`` seconds of the first partial; ``knock`` 0 to 1.
    """

    stretch: float
    tilt: float
    decay: float
    knock: float

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """See `Tone.note`."""
        t, tone = clock(), np.zeros(round(LONGEST * RATE), np.float32)
        for k in range(1, 13):
            partial = k * hz * (1.0 + self.stretch * k * k) ** 0.5
            if partial < 12_000:
                fade = np.exp(-t * np.float32((0.6 + 0.4 * k) / self.decay))
                loud = np.float32(k ** -(self.tilt + 1.0 - strength))
                tone += loud * fade * np.sin(TAU * np.float32(partial) * t + np.float32(rng.uniform(0, 6)))
        thump = noise(rng, len(t), 200, 4000) * np.exp(-t / np.float32(0.006))
        return peaked((peaked(tone) + np.float32(self.knock) * thump) * rise(t, 0.0015))


@dataclass(frozen=True, slots=True)
class Blown:
    """A wind or bowed instrument: harmonics that swell, vibrato that comes in late, breath.

    ``attack`` seconds; ``tilt`` of the harmonics; ``breath`` 0 to 1 of noise, strongest at the start;
    ``vibrato`` relative depth.
    """

    attack: float
    tilt: float
    breath: float
    vibrato: float

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """See `Tone.note`."""
        t, speed = clock(), rng.uniform(4.5, 6.5)
        swell = np.clip((t - 0.15) / np.float32(0.25), 0, 1)
        bend = (
            np.float32(self.vibrato * hz / (2 * np.pi * speed)) * swell * np.sin(TAU * np.float32(speed) * t)
        )
        tone = partials(np.float32(hz) * t + bend, hz, self.tilt + 0.5 * (1 - strength), 24)
        air = noise(rng, len(t), 800, 9000) * (0.3 + np.exp(-t / np.float32(0.05)))
        fade = np.exp(-t / np.float32(4.0))
        return peaked((peaked(tone) + np.float32(0.3 * self.breath) * air) * rise(t, self.attack) * fade)


@dataclass(frozen=True, slots=True)
class Organ:
    """Drawbars: sines at fixed multiples, a click of the key, no decay.

    ``bars`` loudness of 0.5, 1, 1.5, 2, 3, 4 times the pitch; ``click`` 0 to 1.
    """

    bars: tuple[float, float, float, float, float, float]
    click: float
    attack: float = 0.006

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """See `Tone.note`."""
        t = clock()
        times = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
        tone = sum(
            (
                np.float32(loud) * np.sin(TAU * np.float32(hz * x) * t)
                for loud, x in zip(self.bars, times, strict=True)
            ),
            np.zeros_like(t),
        )
        key = noise(rng, len(t), 1000, 8000) * np.exp(-t / np.float32(0.004))
        return peaked((peaked(tone) + np.float32(0.5 * self.click) * key) * rise(t, self.attack))


@dataclass(frozen=True, slots=True)
class Synth:
    """Detuned saws through a low-pass that opens: basses, leads, pads by their attack.

    ``attack`` and ``decay`` seconds; ``voices`` saws, ``detune`` cents apart; ``cutoff`` in harmonics.
    """

    attack: float
    decay: float
    voices: int
    detune: float
    cutoff: float

    def note(self, hz: float, strength: float, rng: Generator) -> F32:
        """See `Tone.note`."""
        t, tone = clock(), np.zeros(round(LONGEST * RATE), np.float32)
        for voice in range(self.voices):
            off = hz * 2.0 ** ((voice - (self.voices - 1) / 2) * self.detune / 1200)
            tone += partials(np.float32(off) * t + np.float32(rng.uniform()), off, 1.0, 30)
        corner = min(15_000.0, hz * self.cutoff * (0.5 + strength))
        dull = np.asarray(sosfilt(butter(2, corner, fs=RATE, output="sos"), tone), dtype=np.float32)
        return peaked(dull * rise(t, self.attack) * np.exp(-t / np.float32(self.decay)))
