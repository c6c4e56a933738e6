"""When a stem sounds."""

from __future__ import annotations

import numpy as np

from bridge.types import RATE
from models.activity.clips import EVERY, SAMPLES
from models.activity.data.envelope import CONFIDENT, LEAST, confidence, shares


def noise(seconds: float) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)


def test_a_player_is_active_where_he_plays_and_not_where_he_is_20_db_softer() -> None:
    sound = noise(6.0)
    sound[2 * RATE : 4 * RATE] *= 0.1
    sure = confidence(sound) > CONFIDENT
    middle = slice(round(2.2 * RATE / 2048), round(3.8 * RATE / 2048))
    assert not sure[middle].any()
    assert sure[: round(1.8 * RATE / 2048)].all()


def test_no_fader_changes_who_is_active() -> None:
    sound = noise(3.0)
    sound[RATE:] *= 0.01
    np.testing.assert_allclose(confidence(sound), confidence(0.05 * sound), atol=1e-3)


def test_a_silent_stem_is_never_active() -> None:
    silence = np.zeros(5 * RATE, np.float32)
    assert not shares(confidence(silence), len(silence)).any()


def test_each_clip_has_the_share_in_which_it_sounds() -> None:
    sound = np.zeros(2 * EVERY + SAMPLES, np.float32)
    sound[EVERY : EVERY + EVERY // 2] = noise(1.0)[: EVERY // 2]
    found = shares(confidence(sound), len(sound))
    assert found.shape == (3,)
    assert found[0] < LEAST
    assert 0.4 < found[1] < 0.65
    assert found[2] == 0
