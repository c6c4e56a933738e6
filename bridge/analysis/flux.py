"""How much new sound a hop brings: spectral flux with a maximum filter."""

from __future__ import annotations

import numpy as np

from bridge.types import F32, RATE, WINDOW

LOWEST, HIGHEST = 30.0, 16_000.0
BANDS_PER_OCTAVE = 12
LAGS = range(2, 4)
"""Hops back to the earlier spectra that a spectrum is compared with."""
PAST = LAGS.stop - 1
"""Earlier spectra that are kept."""


def filterbank() -> F32:
    """Triangles at semitone distances, as wide as the bins allow: float32 ``(bands, bins)``."""
    octaves = np.log2(HIGHEST / LOWEST)
    centres = LOWEST * 2.0 ** (np.arange(int(octaves * BANDS_PER_OCTAVE) + 1) / BANDS_PER_OCTAVE)
    bins = np.unique(np.round(centres * WINDOW / RATE).astype(int))
    bins = bins[bins > 0]
    grid = np.arange(WINDOW // 2 + 1)
    rows = [
        np.interp(grid, (low, mid, high), (0.0, 1.0, 0.0))
        for low, mid, high in zip(bins, bins[1:], bins[2:], strict=False)
    ]
    bank = np.array(rows)
    return np.asarray(bank / np.sqrt(bank.sum(axis=1, keepdims=True)), dtype=np.float32)


class Flux:
    """Onset detection function of one bus (SuperFlux: Böck & Widmer, DAFx 2013).

    The maximum over neighbouring bands of the earlier spectra keeps vibrato from looking like
    notes; that over several spectra does the same for the pulses of a low bass, of which a
    window sees now one and now two.
    """

    def __init__(self) -> None:
        # WINDOW undoes the transform's norm, without which NumPy goes through float64, slowly.
        self._hann = (WINDOW * np.hanning(WINDOW + 1)[:-1]).astype(np.float32)
        self._bank = filterbank().T.copy()
        self._past = np.zeros((PAST, self._bank.shape[1]), np.float32)

    def push(self, windows: F32, gains: F32) -> list[float]:
        """Flux of each of the next hops.

        Parameters: ``windows`` float32 ``(hops, WINDOW)``, the last `WINDOW` samples at each hop's
        end; ``gains`` float32 ``(hops,)`` bring the bus to unit level before the logarithm.
        """
        spectra = np.abs(np.fft.rfft(windows * self._hann, norm="forward"))
        # Row by row, so that what a hop gives does not depend on how many come at once.
        now = np.matmul(spectra[:, None, :], self._bank)[:, 0]
        past = np.concatenate((self._past, _widened(now)))
        before = np.maximum(*(past[PAST - lag : len(past) - lag] for lag in LAGS))
        self._past = past[-PAST:]
        gain = gains[:, None]
        rise = np.log10((1.0 + gain * now) / (1.0 + gain * before))
        flux: list[float] = np.maximum(rise, 0.0).sum(axis=1).tolist()
        return flux


def _widened(bands: F32) -> F32:
    wide = bands.copy()
    np.maximum(wide[:, 1:], bands[:, :-1], out=wide[:, 1:])
    np.maximum(wide[:, :-1], bands[:, 1:], out=wide[:, :-1])
    return wide
