"""The phase tracker: a bank of hypotheses about where in the beat the ensemble is.

Each hypothesis is a Kalman filter with two states, the beat position ``phi`` (beats) and its
rate ``nu`` (beats a second), a ``walk``: how restless it takes the tempo to be, and a ``trend``: by what
part the tempo grows in a second, for a filter that believes in even tempi lags on a ramp. Onsets are
soft evidence: each is compared with the beat and its subdivisions at once and pulls by the
probability that it belongs there (probabilistic data association, Bar-Shalom & Tse 1975), so
syncopes and false onsets pull little. Every onset also scores the hypotheses; several of them
running side by side is Dixon's (2001) and Goto's (2001) answer to tempo changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

PLACES: F64 = np.array([0.0, 0.5, 0.25, 0.75, 1 / 3, 2 / 3])
"""Where in a beat notes begin."""
PRIORS: F64 = np.array([0.42, 0.28, 0.07, 0.09, 0.025, 0.055])
"""How probable each place is before listening."""
HEIGHTS: F64 = PRIORS / math.sqrt(2 * math.pi)
CLUTTER = 0.06
"""Probability that an onset belongs to no place of the grid."""
PHASE_WALK = 0.004
"""SD, in seconds per square root of a second, by which the beat wanders off a steady tempo."""
MAX_PHASE_SD = 0.12
"""Beats: a longer silence says no more about the phase than this."""
MEMORY = 4.0
"""Seconds after which a score has faded to 1/e."""
TREND_FEE = 0.43
"""Nats a second that a trend costs a hypothesis: most music keeps its tempo."""


@dataclass(frozen=True, slots=True)
class Match:
    """How an onset met the grid of one hypothesis.

    ``error`` in seconds, + when it came later than expected; ``weight`` 0 to 1, the probability
    that it belongs to the grid; ``chance``, the weight an onset anywhere in the beat would get.
    """

    error: float
    weight: float
    chance: float


class Bank(NamedTuple):
    """K hypotheses at time ``t``: float64 arrays ``(K,)``. Values; every method gives a new bank.

    A named tuple: hundreds are made a second, each faster than a frozen dataclass would be.
    """

    t: float
    phi: F64
    nu: F64
    p00: F64
    p01: F64
    p11: F64
    walk: F64
    trend: F64
    score: F64

    @staticmethod
    def seeded(t: float, phi: F64, bpm: F64, walk: F64, score: F64, phase_sd: float, tempo_sd: float) -> Bank:
        """Hypotheses with given doubt: ``phase_sd`` in beats, ``tempo_sd`` relative; at an even tempo."""
        nu = bpm / 60.0
        p11 = (tempo_sd * nu) ** 2
        flat = np.zeros_like(phi)
        return Bank(t, phi, nu, np.full_like(phi, phase_sd**2), flat, p11, walk, flat, score)

    @property
    def size(self) -> int:
        """How many hypotheses there are."""
        return len(self.phi)

    def predict(self, t: float) -> Bank:
        """Walk on to time ``t``: positions move, doubt grows, scores fade."""
        dt = t - self.t
        if dt <= 0:
            return self
        power = self.nu * self.nu
        p01 = self.p01 + dt * self.p11
        p00 = self.p00 + dt * (self.p01 + p01) + PHASE_WALK**2 * dt * power
        if np.maximum.reduce(p00) > MAX_PHASE_SD**2:
            shrink = np.minimum(1.0, MAX_PHASE_SD / np.sqrt(p00))
            p00, p01 = p00 * shrink**2, p01 * shrink
        p11 = np.minimum(self.p11 + dt * self.walk * self.walk * power, 0.2**2 * power)
        gained = dt * self.trend * self.nu
        return Bank(
            t,
            self.phi + dt * (self.nu + 0.5 * gained),
            self.nu + gained,
            p00,
            p01,
            p11,
            self.walk,
            self.trend,
            self.score * math.exp(-dt / MEMORY) - TREND_FEE * dt * (self.trend != 0),
        )

    def hear(self, t: float, sd: float, weight: float) -> Bank:
        """Corrected and scored by an onset at ``t`` (not after ``self.t``) with timing noise ``sd`` s."""
        var = sd * sd * self.nu * self.nu
        on_grid, pull = self._met(t, var)
        total = on_grid + CLUTTER
        innovation = -pull / total
        lag = self.t - t
        c0, c1 = self.p00 - lag * self.p01, self.p01 - lag * self.p11
        s = c0 - lag * c1 + var / max(weight, 0.05)
        certain = on_grid / total
        score = self.score + weight * np.log(total)
        return self._corrected(c0, c1, c0 / s, c1 / s, innovation, certain, score)

    def hear_tempo(self, bpm: F64, sd: float, trust: float) -> Bank:
        """Corrected by a tempo each (BPM, NaN for none) with relative SD ``sd``; misfits lose score."""
        known = np.isfinite(bpm)
        innovation = np.where(known, bpm / 60.0 - self.nu, 0.0)
        s = self.p11 + (sd * self.nu) ** 2
        k0, k1 = np.where(known, self.p01 / s, 0.0), np.where(known, self.p11 / s, 0.0)
        misfit = np.where(known, np.minimum((innovation / self.nu / 0.06) ** 2, 6.0), 6.0)
        score = self.score - 0.05 * trust * misfit
        return self._corrected(self.p01, self.p11, k0, k1, innovation, np.ones_like(k0), score)

    def match(self, i: int, t: float, sd: float) -> Match:
        """How an onset at ``t`` with noise ``sd`` seconds meets hypothesis ``i``."""
        nu = float(self.nu[i])
        var = (sd * nu) ** 2
        on_grid, pull = (float(of_all[i]) for of_all in self._met(t, var))
        if on_grid <= 0.0:
            return Match(0.0, 0.0, 1.0)
        return Match(pull / on_grid / nu, on_grid / (on_grid + CLUTTER), _chance(float(self.p00[i]) + var))

    def rows(self, index: NDArray[np.intp]) -> Bank:
        """The hypotheses ``index``, in that order."""
        return Bank(self.t, *(column[index] for column in self[1:]))

    def joined(self, other: Bank) -> Bank:
        """Both banks' hypotheses, these first; both at the same time."""
        return Bank(self.t, *map(np.concatenate, zip(self[1:], other[1:], strict=True)))

    def _met(self, t: float, var: F64 | float) -> tuple[F64, F64]:
        """Prior times likelihood of an onset at ``t``, summed over the places of the grid, and that times the
        distance in beats: each ``(K,)``. ``var`` is the variance of the onset itself, in beats²."""
        d = (self.phi - (self.t - t) * self.nu)[:, None] - PLACES
        d -= np.rint(d)
        precision = 1.0 / (self.p00 + var)
        bell = np.exp(d * d * (-0.5 * precision)[:, None])
        height = np.sqrt(precision)
        return height * (bell @ HEIGHTS), height * ((bell * d) @ HEIGHTS)

    def _corrected(
        self, c0: F64, c1: F64, k0: F64, k1: F64, innovation: F64, certain: F64, score: F64
    ) -> Bank:
        sure = certain * k0
        return Bank(
            self.t,
            self.phi + k0 * innovation,
            np.maximum(self.nu + k1 * innovation, 0.1),
            np.maximum(self.p00 - sure * c0, 1e-8),
            self.p01 - sure * c1,
            np.maximum(self.p11 - certain * k1 * c1, 1e-10),
            self.walk,
            self.trend,
            score,
        )


_SPREAD: F64 = ((np.arange(24)[:, None] / 24 - PLACES + 0.5) % 1.0 - 0.5) ** 2
"""Squared distance, in beats², of 24 moments spread evenly over the beat from each place of the grid."""


def _chance(var: float) -> float:
    """Mean weight that onsets spread evenly over the beat get, for phase variance ``var`` (beats²)."""
    like = np.exp(_SPREAD * (-0.5 / var)) @ HEIGHTS / math.sqrt(var)
    return float((like / (like + CLUTTER)).sum()) / len(like)
