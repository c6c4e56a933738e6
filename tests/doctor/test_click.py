"""A click is found where it was put, and nowhere where it was not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.doctor.click import LEVEL, click, found

RATE = 48_000
CLICK = click(RATE)


def room(seed: int, noise: float, n: int = 9_600) -> np.ndarray:
    return noise * np.random.default_rng(seed).normal(size=n).astype(np.float32)


@settings(max_examples=40, deadline=None)
@given(
    at=st.integers(0, 9_600 - len(CLICK)),
    gain=st.sampled_from([1.0, 0.05, -0.5]),
    noise=st.sampled_from([0.0, 0.001]),
    seed=st.integers(0, 99),
)
def test_it_is_found_to_the_sample_quieter_upside_down_and_in_noise(at, gain, noise, seed):
    heard = room(seed, noise)
    heard[at : at + len(CLICK)] += gain * CLICK
    assert found(heard, CLICK) == at


@pytest.mark.parametrize("noise", [0.0, 1e-4, 0.1])
def test_it_is_not_found_in_silence_or_noise(noise):
    assert all(found(room(seed, noise), CLICK) is None for seed in range(20))


def test_it_is_no_louder_than_it_says():
    assert 0.9 * LEVEL < np.max(np.abs(CLICK)) <= LEVEL
