"""Two buses that carry the same signal: one track was sent to both, or a device mirrors its channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from bridge.doctor.finding import Finding, ok, warn
from bridge.doctor.heard import Heard
from bridge.doctor.level import QUIET, loudest
from bridge.types import F32

LAG = 0.05
"""Seconds by which one may come after the other: a plug-in's or a second device's delay."""
SAME = 0.98
"""Correlation from which two signals are one. Bleed and two players in unison stay below."""


def judge_twins(heard: Heard) -> Iterator[Finding]:
    """What is to be said of pairs of buses; the two sides of a stereo bus may be alike."""
    loud = [sound for sound in heard.sounds if loudest(sound.samples, heard.rate) >= QUIET]
    lag = round(LAG * heard.rate)
    spectra = {sound.port: _spectrum(sound.samples, lag) for sound in loud}
    pairs = [(one, two) for one, two in combinations(loud, 2) if one.bus != two.bus]
    same = [(one, two) for one, two in pairs if likeness(spectra[one.port], spectra[two.port], lag) >= SAME]
    for one, two in same:
        yield warn(
            f"same signal: {one.port}, {two.port}",
            f"{one.port} and {two.port} carry the same signal: the bridge takes it for two players",
            f"send another track to one of them, or delete one [[bus]]: {two.bus}",
        )
    if pairs and not same:
        yield ok("same signal", f"{len(loud)} buses with sound differ")


def correlation(one: F32, two: F32, lag: int) -> float:
    """The largest magnitude of the correlation of two signals ``(n,)``, up to ``lag`` samples apart: 0 to 1.

    Gain, polarity and a constant voltage make no difference; 0 when one of them is constant.
    """
    return likeness(_spectrum(one, lag), _spectrum(two, lag), lag)


def likeness(one: np.ndarray, two: np.ndarray, lag: int) -> float:
    """`correlation` of two signals given by what `_spectrum` makes of them."""
    product = np.fft.irfft(one * two.conj())
    return float(max(np.abs(product[: lag + 1]).max(), np.abs(product[-lag:]).max(initial=0.0)))


def _spectrum(samples: F32, lag: int) -> np.ndarray:
    """The spectrum of unit energy, padded so that what is up to ``lag`` beyond an end meets only silence."""
    x = samples - samples.mean(dtype=np.float64)
    energy = float(np.sqrt(np.dot(x, x)))
    n = 1 << (len(x) + lag).bit_length()
    return np.fft.rfft(x / energy if energy else x, n)
