"""Sound bent in time."""

from __future__ import annotations

import numpy as np

from bridge.types import RATE
from models.leader.data.warp import sounding, warp

SCORE = np.arange(0.5, 5.0, 0.5)
TIME = np.arange(5 * RATE) / RATE
TONE = np.sin(2 * np.pi * 50.0 * TIME).astype(np.float32)


def test_what_lay_on_the_beats_comes_where_they_are_played() -> None:
    played = SCORE + np.random.default_rng(1).normal(0.0, 0.012, len(SCORE))
    inside = (played[0] < TIME) & (played[-1] > TIME)
    expected = np.sin(2 * np.pi * 50.0 * np.interp(TIME, played, SCORE))
    np.testing.assert_allclose(warp(TONE, SCORE, played)[inside], expected[inside], atol=1e-3)


def test_outside_the_beats_a_sound_keeps_its_own_time() -> None:
    late = warp(TONE, SCORE, SCORE + 0.1)
    whole = round(0.1 * RATE)
    np.testing.assert_allclose(late[whole:], TONE[:-whole], atol=1e-3)
    assert not late[: whole - 1].any()


def test_a_stem_sounds_by_half_seconds() -> None:
    sound = np.where((TIME >= 1.0) & (TIME < 2.5), 0.1 * TONE, 0.001 * TONE).astype(np.float32)
    np.testing.assert_array_equal(np.flatnonzero(sounding(sound)), [2, 3, 4])
