"""Log-mel frames of a stream, for the ears that are networks on sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from bridge.types import F32, RATE, Block

FLOOR = 1e-10
"""The smallest power that is told: −100 dB of a sine at full scale."""
HARRIS = (0.35875, 0.48829, 0.14128, 0.01168)
"""Coefficients of the four-term Blackman-Harris window (Harris, "On the Use of Windows for Harmonic
Analysis with the Discrete Fourier Transform", Proceedings of the IEEE 66(1), 1978)."""


@dataclass(frozen=True, slots=True)
class Mel:
    """How frames are made: ``bands`` triangles from ``low`` to ``high`` Hz, evenly on the mel scale.

    ``window`` and ``hop`` in samples at 44.1 kHz. Two of the same fields give the same frames.
    """

    bands: int
    window: int = 2048
    hop: int = 1024
    low: float = 30.0
    high: float = 15_000.0

    def frames(self, sound: F32) -> F32:
        """All whole frames of ``sound`` ``(n,)``: ``(frames, bands)`` float32.

        The power in each band as a logarithm to the base 10: 0 is about a sine at full scale, −10 silence.
        """
        n = max(0, (len(sound) - self.window) // self.hop + 1)
        return _log_mel(self, sound, n)


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """``frames`` ``(length, bands)`` in a row, and the ``sound`` that they are of, from stream second ``t``
    to ``end``."""

    t: float
    end: float
    frames: F32
    sound: F32


class Clips:
    """The sound of one bus in clips of ``length`` frames, one after the other. Not thread-safe.

    The n-th clip begins at frame ``n * length`` of the stream, wherever listening began: who listens anew
    hears the same, to the bit, and so does who gets many blocks at once.
    """

    def __init__(self, mel: Mel, length: int) -> None:
        self._mel, self._length = mel, length
        self._every = length * mel.hop
        self._samples = (length - 1) * mel.hop + mel.window
        self._held = np.zeros(0, np.float32)
        self._start = -1

    def push(self, block: Block) -> Iterator[Clip]:
        """The clips that are whole now. After lost sound the next is one that has none of it."""
        if block.start == self._start + len(self._held):
            self._held = np.concatenate([self._held, block.samples])
        else:
            self._held, self._start = block.samples, block.start
        self._skip(-self._start % self._every)
        while self._start % self._every == 0 and len(self._held) >= self._samples:
            yield self._clip(self._held[: self._samples])
            self._skip(self._every)

    def _clip(self, sound: F32) -> Clip:
        end = self._start + self._samples
        return Clip(self._start / RATE, end / RATE, self._mel.frames(sound), sound)

    def _skip(self, n: int) -> None:
        n = min(n, len(self._held))
        self._held, self._start = self._held[n:], self._start + n


def _log_mel(mel: Mel, sound: F32, n: int) -> F32:
    if not n:
        return np.zeros((0, mel.bands), np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(sound, mel.window)[:: mel.hop][:n]
    spectrum = np.fft.rfft(windows * _window(mel.window), axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log10(np.maximum(power @ _bank(mel), np.float32(FLOOR))))


@cache
def _window(n: int) -> F32:
    """Scaled so that a sine at full scale has power 1 at its bin."""
    turn = 2 * np.pi * np.arange(n) / n
    window = sum((-1) ** k * a * np.cos(k * turn) for k, a in enumerate(HARRIS))
    return np.asarray(window * 2 / np.sum(window), dtype=np.float32)


@cache
def _bank(mel: Mel) -> F32:
    """``(bins, bands)`` triangles of height 1; mel = 2595 log10(1 + f / 700) (O'Shaughnessy 1987)."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (mel.low, mel.high))
    edges = 700 * (10 ** (np.linspace(low, high, mel.bands + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(mel.window, 1 / RATE)[:, None]
    up = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    down = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    return np.asarray(np.maximum(0, np.minimum(up, down)), dtype=np.float32)
