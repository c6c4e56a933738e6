"""Annotated beats make a tempo."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.data.beats import tempo_at, ticks

BEATS = np.arange(0.0, 120.0, 0.5)


def test_the_model_speaks_every_tenth_of_a_second() -> None:
    np.testing.assert_allclose(ticks(0.45), [0.1, 0.2, 0.3, 0.4])
    assert len(ticks(90.0)) == 900


def test_the_tempo_comes_from_the_beats_and_is_held_beyond_them() -> None:
    np.testing.assert_allclose(tempo_at(BEATS, np.array([-5.0, 0.0, 30.0, 200.0])), 120.0)


def test_one_wrong_beat_does_not_move_the_tempo() -> None:
    beats = np.sort(np.append(BEATS, 30.2))
    np.testing.assert_allclose(tempo_at(beats, np.array([20.0, 30.0, 40.0])), 120.0, rtol=0.02)


def test_an_acceleration_is_followed_without_lag() -> None:
    beats = np.cumsum(60.0 / np.linspace(100.0, 160.0, 200))
    middle = (beats[99] + beats[100]) / 2
    np.testing.assert_allclose(tempo_at(beats, np.array([middle])), 100.0 + 60.0 * 100 / 199, rtol=0.002)


def test_a_fast_tempo_is_not_held_back() -> None:
    np.testing.assert_allclose(tempo_at(BEATS / 2.8, np.array([10.0])), 336.0)


def test_two_beats_are_enough_and_one_is_not() -> None:
    np.testing.assert_allclose(tempo_at(np.array([1.0, 1.4]), np.array([0.0])), 150.0)
    with pytest.raises(BridgeError, match="1 beats make no tempo"):
        tempo_at(np.array([1.0]), np.array([0.0]))
