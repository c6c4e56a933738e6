"""What needs no network: the commonest label, and logistic regressions on simple numbers of a track."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bridge.types import F32
from models.mcclstm.data.collection import Heard

COEFFICIENTS = 20
LAGS = 160
"""Frames, 3.7 s: two bars of the slowest dances and more."""
MAJORITY, MFCC = "majority class", "MFCC + logistic regression"


def mfcc(frames: F32) -> F32:
    """Mean and standard deviation of 20 MFCCs, and of their changes from frame to frame: ``(80,)``."""
    found = dct(frames, norm="ortho", axis=1)[:, :COEFFICIENTS]
    changes = np.diff(found, axis=0)
    return np.concatenate([found.mean(0), found.std(0), changes.mean(0), changes.std(0)])


def spectrum(frames: F32) -> F32:
    """The mean of each band ``(40,)``: level, tone and instruments, nothing of time."""
    return np.asarray(frames.mean(0))


def rhythm(frames: F32) -> F32:
    """Autocorrelation of the spectral flux over 160 lags: ``(160,)``, nothing of tone."""
    flux = np.maximum(0.0, np.diff(frames, axis=0)).sum(1)
    flux -= flux.mean()
    power = np.abs(np.fft.rfft(flux, 2 * len(flux))) ** 2
    lags = np.fft.irfft(power)[: LAGS + 1]
    return np.asarray(np.pad(lags, (0, LAGS + 1 - len(lags)))[1:] / (lags[0] + 1e-9), np.float32)


BASELINES: Mapping[str, Callable[[F32], F32]] = {
    MFCC: mfcc,
    "mean spectrum + logistic regression": spectrum,
    "flux autocorrelation + logistic regression": rhythm,
}
"""What a track is described by, by name of the baseline."""

Frames = NDArray[np.floating[Any]]
Told = Callable[[Sequence[Frames]], list[str]]
"""The labels of tracks, told from their frames."""


def fitted(tracks: Sequence[Heard]) -> dict[str, Told]:
    """Every baseline, fitted to tracks."""
    truth = [track.label for track in tracks]
    guess = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(truth), 1)), truth)
    told: dict[str, Told] = {MAJORITY: lambda frames: list(guess.predict(np.zeros((len(frames), 1))))}
    for name, describe in BASELINES.items():
        told[name] = _regression(describe, tracks, truth)
    return told


def _regression(describe: Callable[[F32], F32], tracks: Sequence[Heard], truth: Sequence[str]) -> Told:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
    model.fit(_described(describe, [track.frames for track in tracks]), truth)
    return lambda frames: list(model.predict(_described(describe, frames)))


def _described(describe: Callable[[F32], F32], frames: Sequence[Frames]) -> F32:
    return np.stack([describe(np.asarray(each, np.float32)) for each in frames])
