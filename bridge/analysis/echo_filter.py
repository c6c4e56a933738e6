"""How the sound of some buses reaches others: learnt while everybody plays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bridge.types import F32, HOP, RATE

C64 = NDArray[np.complex64]

PARTITIONS = 10
"""Blocks of the echo path: 116 ms."""
MEMORY = 0.999
"""Transition factor a hop of the echo path's random walk: half of it is new after 4 s."""
START = 0.005
"""Variance a bin of the unknown echo path before anything is known, at each partition."""
FLOOR = 3e-3
"""Variance towards which doubt returns, so that a path that changes is found again in seconds."""
SMOOTHING = 0.8
"""Of the near-end spectrum, a hop."""
EVIDENCE = HOP / RATE / 2.0
"""Whether the estimate can be trusted is judged over 2 s."""
TINY = 1e-10


class EchoFilter:
    """Partitioned-block frequency-domain Kalman filter, one a bus, over shared references.

    The echo path is a random walk (Enzner & Vary 2006) in `PARTITIONS` blocks (Kuech, Mabande &
    Enzner 2014); its covariance is diagonal. The near end plays all the time: its spectrum is
    the measurement noise, so the filter learns only where the reference stands out. No delay:
    block in, the same block without its echo out.

    Parameters: ``references`` and ``buses`` are how many there are.
    """

    def __init__(self, references: int, buses: int) -> None:
        bins, rows = HOP + 1, references * PARTITIONS
        self._last = np.zeros((references, HOP), np.float32)
        self._spectra: C64 = np.zeros((references, PARTITIONS, bins), np.complex64)
        self._path: C64 = np.zeros((buses, rows, bins), np.complex64)
        self._doubt: F32 = np.full((buses, rows, bins), START, np.float32)
        self._near: F32 = np.zeros((buses, bins), np.float32)
        self._evidence = np.zeros((2, buses))
        self._turn = 0

    def estimate(self, references: F32) -> F32:
        """The echo of ``references`` ``(R, HOP)`` on each bus in this block: float32 ``(B, HOP)``."""
        frame = np.concatenate((self._last, references), axis=1)
        self._last = references.copy()
        self._spectra = np.roll(self._spectra, 1, axis=1)
        self._spectra[:, 0] = np.fft.rfft(frame, axis=1)
        echo = np.einsum("pk,bpk->bk", self._rows, self._path)
        return np.asarray(np.fft.irfft(echo, axis=1)[:, HOP:], dtype=np.float32)

    @property
    def trust(self) -> F32:
        """How much of the estimate was lately found in what was heard, 0…1: float32 ``(B, 1)``."""
        found, sought = self._evidence
        return np.clip(found / (sought + TINY), 0.0, 1.0).astype(np.float32)[:, None]

    def learn(self, heard: F32, echo: F32) -> None:
        """Correct the path by what was ``heard`` and the `estimate` of this block, ``(B, HOP)``."""
        error = _spectrum(heard - echo)
        self._weigh(error, _spectrum(echo))
        x = self._rows
        x_power = _power(x)
        left = 0.5 * np.einsum("pk,bpk->bk", x_power, self._doubt) + TINY
        self._hear_near_end(_power(error), left)
        gain = self._doubt / (left + self._near)[:, None]
        self._path += gain * x.conj() * error[:, None]
        self._doubt *= MEMORY**2 * (1.0 - 0.5 * gain * x_power)
        self._doubt += (1.0 - MEMORY**2) * (_power(self._path) + FLOOR)
        self._constrain()

    def forget(self, buses: NDArray[np.bool_]) -> None:
        """Start anew on those ``buses``."""
        self._path[buses] = 0.0
        self._doubt[buses] = START
        self._near[buses] = 0.0
        self._evidence[:, buses] = 0.0

    @property
    def _rows(self) -> C64:
        return self._spectra.reshape(-1, HOP + 1)

    def _weigh(self, error: C64, echo: C64) -> None:
        """Regress what was heard on the estimate, made from the past alone; the near end is noise."""
        weight = 1.0 / (self._near + TINY)
        sought = (_power(echo) * weight).sum(axis=1)
        found = sought + ((error * echo.conj()).real * weight).sum(axis=1)
        self._evidence += EVIDENCE * (np.stack((found, sought)) - self._evidence)

    def _hear_near_end(self, power: F32, left: F32) -> None:
        """Split the error's ``power`` into what plays there and the echo still ``left`` (EM)."""
        near = np.maximum(self._near, 0.05 * power)
        share = near / (near + left)
        self._near += (1.0 - SMOOTHING) * (share * share * power + share * left - self._near)

    def _constrain(self) -> None:
        """Let one partition a hop be a filter of `HOP` taps: all of them would cost ten times as much."""
        taps = np.fft.irfft(self._path[:, self._turn], axis=1)
        taps[:, HOP:] = 0.0
        self._path[:, self._turn] = np.fft.rfft(taps, axis=1)
        self._turn = (self._turn + 1) % self._path.shape[1]


def _spectrum(block: F32) -> C64:
    padded = np.concatenate((np.zeros_like(block), block), axis=1)
    return np.asarray(np.fft.rfft(padded, axis=1), dtype=np.complex64)


def _power(spectrum: C64) -> F32:
    return np.square(spectrum.real) + np.square(spectrum.imag)
