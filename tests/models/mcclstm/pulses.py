"""Tracks that differ in rhythm only, for tests."""

from __future__ import annotations

import numpy as np

from models.mcclstm.data.collection import MEL, Heard

PERIODS = {"quick": 8, "slow": 20}
"""Frames from pulse to pulse, by label."""


def pulses(label: str, seed: int, frames: int = 400) -> Heard:
    """A broadband pulse every so many frames, somewhere in the noise."""
    rng = np.random.default_rng((seed, PERIODS[label]))
    found = rng.normal(-6.0, 0.3, (frames, MEL.bands))
    found[int(rng.integers(PERIODS[label])) :: PERIODS[label]] += 2.0
    return Heard(found.astype(np.float16), label, f"{label}-{seed}")


def tracks(each: int, first: int = 0, frames: int = 400) -> list[Heard]:
    """``each`` of both labels in turn."""
    return [pulses(label, first + seed, frames) for seed in range(each) for label in PERIODS]
