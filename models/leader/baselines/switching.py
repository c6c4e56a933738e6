"""A switching filter: one extended Kalman filter a hypothesis, and the chance of each hypothesis.

The interacting multiple model filter of Blom & Bar-Shalom, "The interacting multiple model
algorithm for systems with Markovian switching coefficients", IEEE Trans. Autom. Control 33(8), 1988.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.leader.takes import F64

LEAST = 1e-12
"""Chance that a hypothesis keeps at least, so that its mean stays defined."""


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """``chance`` of each hypothesis ``(H,)``; ``mean`` ``(H, D)`` and ``cov`` ``(H, D, D)`` of the state."""

    chance: F64
    mean: F64
    cov: F64


def switched(belief: Belief, transition: F64) -> Belief:
    """After the hypothesis may have changed; ``transition`` ``(H, H)``: from the row to the column."""
    joint = np.maximum(belief.chance[:, None] * transition, LEAST)
    chance = joint.sum(0)
    origin = joint / chance
    mean = origin.T @ belief.mean
    apart = belief.mean[:, None] - mean[None]
    spread = np.einsum("fh,fhd,fhe->hde", origin, apart, apart, optimize=True)
    cov = np.tensordot(origin.T, belief.cov, axes=1) + spread
    return Belief(chance / chance.sum(), mean, cov)


def moved(belief: Belief, mean: F64, step: F64, noise: F64) -> Belief:
    """After the state moved to ``mean`` ``(H, D)``.

    ``step`` ``(H, D, D)`` is its derivative by the state before, ``noise`` ``(H, D, D)`` the covariance
    of what came by chance.
    """
    return Belief(belief.chance, mean, step @ belief.cov @ step.transpose(0, 2, 1) + noise)


def told(belief: Belief, seen: F64, value: F64, variance: F64) -> Belief:
    """After observing ``value`` ``(M,)``: ``seen`` ``(M, D)`` times the state, with ``variance`` ``(M,)``."""
    if not len(value):
        return belief
    cross = belief.cov @ seen.T
    spread = seen @ cross + np.diag(variance)
    surprise = value - belief.mean @ seen.T
    gain = np.linalg.solve(spread, cross.transpose(0, 2, 1)).transpose(0, 2, 1)
    mean = belief.mean + np.einsum("hdm,hm->hd", gain, surprise)
    cov = belief.cov - gain @ cross.transpose(0, 2, 1)
    log = np.log(belief.chance) + _log_density(surprise, spread)
    chance = np.maximum(np.exp(log - log.max()), LEAST)
    return Belief(chance / chance.sum(), mean, 0.5 * (cov + cov.transpose(0, 2, 1)))


def _log_density(surprise: F64, spread: F64) -> F64:
    """Logarithm of the Gaussian density of ``surprise`` ``(H, M)`` but for a constant, ``(H,)``."""
    distance = np.einsum("hm,hm->h", surprise, np.linalg.solve(spread, surprise[..., None])[..., 0])
    return np.asarray(-0.5 * (distance + np.linalg.slogdet(spread)[1]))
