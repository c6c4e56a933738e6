"""The phase tracker: where in the beat the ensemble is, from its onsets and the model's tempo.

A Kalman filter with two states, the beat position ``phi`` (beats) and its rate ``nu`` (beats a
second). Onsets are soft evidence: each is compared with the beat and its subdivisions at once
and pulls by the probability that it belongs there (probabilistic data association; Bar-Shalom
& Tse 1975; for beats Cemgil et al. 2000), so syncopes and false onsets pull little. The
model's tempo is a second, slower measurement of ``nu``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

GRID: tuple[tuple[float, float], ...] = (
    (0.0, 0.46),
    (0.5, 0.24),
    (0.25, 0.07),
    (0.75, 0.09),
    (1 / 3, 0.025),
    (2 / 3, 0.055),
)
"""Where in a beat notes begin, and how probable each place is before listening."""
CLUTTER = 0.06
"""Probability that an onset belongs to no place of the grid."""
PHASE_WALK = 0.004
"""SD, in seconds per square root of a second, by which the beat wanders off a steady tempo."""
MAX_PHASE_SD = 0.12
"""Beats: a longer silence says no more about the phase than this."""


@dataclass(frozen=True, slots=True)
class Match:
    """How one onset met the grid: ``error`` in seconds (+ = later than the beat grid),
    ``weight`` 0 to 1 the probability that it belongs there, ``chance`` what a random onset
    would have got."""

    error: float
    weight: float
    chance: float


class Tracker:
    """State ``(phi, nu)`` at time ``t`` with its covariance. Pure; one thread."""

    def __init__(self, t: float, phi: float, bpm: float, tempo_walk: float) -> None:
        self.t = t
        self.phi = phi
        self.nu = bpm / 60.0
        self.tempo_walk = tempo_walk
        self.p00 = 0.03**2
        self.p01 = 0.0
        self.p11 = (0.02 * self.nu) ** 2

    @property
    def bpm(self) -> float:
        """The tracked tempo in BPM."""
        return 60.0 * self.nu

    def beat_at(self, t: float) -> float:
        """The beat position at stream time ``t``."""
        return self.phi + (t - self.t) * self.nu

    def predict(self, t: float) -> None:
        """Walk on to time ``t``: the position moves, doubt grows."""
        dt = t - self.t
        if dt <= 0:
            return
        self.t = t
        self.phi += self.nu * dt
        q_tempo = (self.tempo_walk * self.nu) ** 2 * dt
        q_phase = (PHASE_WALK * self.nu) ** 2 * dt
        self.p00 += dt * (2 * self.p01 + dt * self.p11) + q_phase
        self.p01 += dt * self.p11
        self.p11 = min(self.p11 + q_tempo, (0.2 * self.nu) ** 2)
        if self.p00 > MAX_PHASE_SD**2:
            shrink = MAX_PHASE_SD / math.sqrt(self.p00)
            self.p00 *= shrink * shrink
            self.p01 *= shrink

    def match(self, t: float, sd: float) -> Match:
        """How an onset at stream time ``t`` with timing noise ``sd`` seconds meets the grid."""
        frac = self.beat_at(t) % 1.0
        var = self.p00 + (sd * self.nu) ** 2
        norm = 1.0 / math.sqrt(2 * math.pi * var)
        total = CLUTTER
        pull = on_grid = 0.0
        for place, prior in GRID:
            d = (frac - place + 0.5) % 1.0 - 0.5
            like = prior * norm * math.exp(-0.5 * d * d / var)
            total += like
            on_grid += like
            pull += like * d
        if on_grid <= 0.0:
            return Match(0.0, 0.0, 1.0)
        return Match(pull / (on_grid * self.nu), on_grid / total, self._chance(var))

    def _chance(self, var: float) -> float:
        """Mean weight that onsets spread evenly over the beat would get (8-point estimate)."""
        norm = 1.0 / math.sqrt(2 * math.pi * var)
        total = 0.0
        for k in range(24):
            like = 0.0
            for place, prior in GRID:
                d = (k / 24 - place + 0.5) % 1.0 - 0.5
                like += prior * norm * math.exp(-0.5 * d * d / var)
            total += like / (like + CLUTTER)
        return total / 24

    def pull(self, t: float, error: float, sd: float, weight: float) -> None:
        """Correct the state by an onset at ``t`` that was ``error`` seconds later than expected."""
        lag = self.t - t
        c0 = self.p00 - lag * self.p01
        c1 = self.p01 - lag * self.p11
        s = c0 - lag * c1 + (sd * self.nu) ** 2
        k0, k1 = weight * c0 / s, weight * c1 / s
        innovation = -error * self.nu
        self.phi += k0 * innovation
        self.nu = max(self.nu + k1 * innovation, 0.1)
        self._shrink(k0, k1, c0, c1)

    def hear_tempo(self, bpm: float, sd: float) -> None:
        """Correct the state by a tempo measurement with relative SD ``sd``."""
        s = self.p11 + (sd * self.nu) ** 2
        k0, k1 = self.p01 / s, self.p11 / s
        innovation = bpm / 60.0 - self.nu
        self.phi += k0 * innovation
        self.nu += k1 * innovation
        self._shrink(k0, k1, self.p01, self.p11)

    def open(self, tempo_sd: float, phase_sd: float) -> None:
        """Doubt: raise the SD of tempo (relative) and phase (beats) to at least these."""
        self.p11 = max(self.p11, (tempo_sd * self.nu) ** 2)
        self.p00 = max(self.p00, phase_sd**2)
        limit = 0.9 * math.sqrt(self.p00 * self.p11)
        self.p01 = min(max(self.p01, -limit), limit)

    def retempo(self, factor: float, phi: float) -> None:
        """Another metrical level: ``factor`` times the tempo, the position put to ``phi``."""
        self.nu *= factor
        self.phi = phi
        self.p00 *= factor * factor
        self.p01 *= factor * factor
        self.p11 *= factor * factor

    def _shrink(self, k0: float, k1: float, c0: float, c1: float) -> None:
        self.p00 = max(self.p00 - k0 * c0, 1e-8)
        self.p01 -= k0 * c1
        self.p11 = max(self.p11 - k1 * c1, 1e-10)
