"""A band of two that holds a tempo, gets faster evenly and holds the new one: drums and bass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.e2e.stage import RATE


@dataclass(frozen=True)
class Ramp:
    """From ``bpm`` to ``to`` BPM between the seconds ``begin`` and ``end``, of ``seconds`` in all."""

    bpm: float
    to: float
    begin: float
    end: float
    seconds: float

    names = ("drums", "bass")

    def tempo_at(self, t: float) -> float:
        return float(np.interp(t, [self.begin, self.end], [self.bpm, self.to]))

    def beats(self) -> np.ndarray:
        """Seconds of the beats, the first after half a second."""
        t = np.arange(0.0, self.seconds, 0.001)
        tempi = np.interp(t, [self.begin, self.end], [self.bpm, self.to])
        position = np.concatenate([[0.0], np.cumsum(tempi[:-1]) * 0.001 / 60])
        position -= np.interp(0.5, t, position)
        return np.interp(np.arange(0, np.floor(position[-1])), position, t)

    def sound(self) -> np.ndarray:
        """float32 ``(2, n)`` at JACK's rate: kick, snare and hats; the bass on each beat."""
        beats = self.beats()
        halves = (beats[1:] + beats[:-1]) / 2
        rng = np.random.default_rng(1)
        drums, bass = np.zeros((2, int(self.seconds * RATE)), np.float32)
        for t in (*beats, *halves):
            _add(drums, t, 0.2 * rng.normal(size=2000) * _decay(2000, 300))
        for number, t in enumerate(beats):
            _add(drums, t, _kick() if number % 2 == 0 else 0.4 * rng.normal(size=6000) * _decay(6000, 1500))
            _add(bass, t, 0.5 * np.sin(2 * np.pi * 110 * np.arange(14_000) / RATE) * _decay(14_000, 5000))
        return np.clip(np.stack([drums, bass]), -1, 1)


def _kick() -> np.ndarray:
    return 0.8 * np.sin(2 * np.pi * 60 * np.arange(6000) / RATE) * _decay(6000, 1800)


def _decay(n: int, scale: float) -> np.ndarray:
    return np.exp(-np.arange(n) / scale)


def _add(sound: np.ndarray, t: float, note: np.ndarray) -> None:
    at = int(t * RATE)
    piece = sound[at : at + len(note)]
    piece += note[: len(piece)]
