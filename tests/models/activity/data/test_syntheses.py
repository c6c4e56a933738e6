"""The sounds from arithmetic."""

from __future__ import annotations

import numpy as np

from bridge.types import RATE
from models.activity.data.noises import idle
from models.activity.data.singer import singer
from models.activity.data.tabla import tabla
from models.leader.audio.score import Note


def loudest_hertz(sound: np.ndarray, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    inside = (hertz > low) & (hertz < high)
    return float(hertz[inside][np.argmax(power[inside])])


def test_a_singer_sings_the_note_that_is_written() -> None:
    for seed in range(4):
        sound = singer([Note(0.5, 2.0, 57.0, 0.8)], np.random.default_rng(seed), 4.0)
        assert sound.shape == (4 * RATE,)
        assert not sound[: RATE // 4].any()
        steady = sound[RATE : 2 * RATE]
        octave = np.log2(loudest_hertz(steady, 100.0, 300.0) / 220.0)
        assert abs(octave) < 0.08


def test_a_tabla_plays_all_its_time_and_the_same_for_the_same_seed() -> None:
    sound = tabla(np.random.default_rng(1), 5.0)
    assert np.abs(sound).max() == 1
    assert all(np.abs(sound[i * RATE : (i + 1) * RATE]).max() > 0.05 for i in range(4))
    np.testing.assert_array_equal(sound, tabla(np.random.default_rng(1), 5.0))


def test_noises_are_finite_and_of_the_length_asked() -> None:
    for seed in range(10):
        sound = idle(np.random.default_rng(seed), 2.0)
        assert sound.shape == (2 * RATE,)
        assert np.abs(sound).max() == 1
