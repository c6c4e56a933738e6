"""The way from instruments to buses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bridge.types import F32, RATE
from models.leader.audio.mix import CEILING, NOTHING, Stage, compressed, mixed, usual


def clean(n: int) -> Stage:
    nothing, zero = np.full(n, NOTHING), np.zeros((n, n))
    return Stage(
        zero + NOTHING, zero, np.full(n, 0.3), nothing, nothing, nothing, 50.0, np.ones(n), np.zeros(n)
    )


def tones(n: int) -> F32:
    t = np.arange(RATE, dtype=np.float32) / RATE
    return np.stack([0.1 * np.sin(2 * np.pi * 300.0 * (i + 1) * t) for i in range(n)]).astype(np.float32)


def decibels(sound: F32) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound[RATE // 10 :].astype(float) ** 2))))


@pytest.mark.parametrize("level", [-12.0, -30.0, -40.0])
def test_bleed_is_as_loud_and_late_as_asked(level: float) -> None:
    stage = clean(2)
    stage.bleed[0, 1], stage.late[0, 1] = level, 0.005
    dry = tones(2) * np.array([[0.0], [1.0]], dtype=np.float32)
    buses = stage.buses(dry, np.random.default_rng(0))
    assert decibels(buses[0]) - decibels(buses[1]) == pytest.approx(level, abs=0.1)
    assert np.flatnonzero(buses[0])[0] - np.flatnonzero(buses[1])[0] == round(0.005 * RATE)


def test_without_bleed_a_silent_player_has_a_silent_bus() -> None:
    dry = tones(2) * np.array([[0.0], [1.0]], dtype=np.float32)
    assert not clean(2).buses(dry, np.random.default_rng(0))[0].any()


def test_noise_and_hum_are_as_loud_as_asked() -> None:
    silent = np.zeros((1, RATE), np.float32)
    hiss = replace(clean(1), noise=np.array([-60.0])).buses(silent, np.random.default_rng(0))
    hum = replace(clean(1), hum=np.array([-50.0])).buses(silent, np.random.default_rng(0))
    assert decibels(hiss[0]) == pytest.approx(-60.0, abs=0.5)
    assert decibels(hum[0]) == pytest.approx(-50.0, abs=1.0)
    assert np.abs(np.fft.rfft(hum[0])).argmax() == 50


def test_reverb_goes_on_after_the_sound() -> None:
    dry = np.zeros((1, RATE), np.float32)
    dry[0, :4410] = tones(1)[0, :4410]
    wet = replace(clean(1), wet=np.array([-14.0])).buses(dry, np.random.default_rng(0))
    assert np.abs(wet[0, 6000:10_000]).max() > 0.003
    assert not clean(1).buses(dry, np.random.default_rng(0))[0, 6000:].any()


def test_compression_makes_loud_and_soft_more_alike() -> None:
    sound = tones(1)[0] * np.repeat(np.float32([5.0, 0.5]), RATE // 2)
    pressed = compressed(sound, 4.0)
    halves = [20 * np.log10(np.abs(x).max()) for x in (pressed[5000:22_050], pressed[40_000:])]
    assert 5.0 < halves[0] - halves[1] < 17.0


@pytest.mark.parametrize("seed", range(4))
def test_neither_bus_nor_mix_ever_clips(seed: int) -> None:
    rng = np.random.default_rng(seed)
    buses = Stage.draw(rng, 5).buses(30.0 * tones(5), rng)
    assert np.isfinite(buses).all()
    assert np.abs(buses).max() <= CEILING + 1e-6
    assert np.abs(mixed(buses)).max() <= CEILING + 1e-6


def test_a_stage_drawn_twice_from_a_seed_sounds_the_same() -> None:
    once, again = (
        Stage.draw(np.random.default_rng(7), 3).buses(tones(3), np.random.default_rng(8)) for _ in range(2)
    )
    np.testing.assert_array_equal(once, again)


def test_the_usual_level_counts_only_where_there_is_playing() -> None:
    sound = tones(1)[0]
    rare = np.concatenate([sound, np.zeros(9 * RATE, np.float32)])
    assert np.abs(usual(rare)).max() == pytest.approx(np.abs(usual(sound)).max(), rel=0.02)
    assert not usual(np.zeros(RATE, np.float32)).any()
