import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bridge.analysis.attack import find_attack
from bridge.types import RATE


@given(first=st.integers(1500, 2300), tail=st.floats(0.003, 0.3), seed=st.integers(0, 99))
def test_a_burst_is_found_within_half_a_millisecond(first, tail, seed):
    rng = np.random.default_rng(seed)
    sound = 1e-3 * rng.standard_normal(2700)
    sound[first:] += rng.standard_normal(2700 - first) * np.exp(-np.arange(2700 - first) / RATE / tail)
    assert abs(find_attack(sound.astype(np.float32)).sample - first) <= 0.0005 * RATE


def test_a_sharp_attack_rises_more_than_a_swell():
    s = np.arange(2700) / RATE
    tone = np.sin(2 * np.pi * 440 * s)
    sharp = tone * (s > 0.04)
    swell = tone * np.clip(s / 0.06, 0, 1)
    assert find_attack(sharp.astype(np.float32)).rise > find_attack(swell.astype(np.float32)).rise


def test_the_pulses_of_a_low_note_are_not_attacks():
    s = np.arange(2700) / RATE
    pulses = np.sin(2 * np.pi * 50 * s) ** 31 * (1 + 20 * (s > 0.045))
    assert abs(find_attack(pulses.astype(np.float32)).sample / RATE - 0.045) < 0.012


def test_silence_and_constants_have_some_answer():
    for sound in (np.zeros(2700, np.float32), np.ones(2700, np.float32)):
        assert 0 <= find_attack(sound).sample < 2700
