"""Takes are what they say they are."""

from __future__ import annotations

import numpy as np
import pytest

from models.leader.ensembles.conditions import CONDITIONS
from models.leader.ensembles.take import draw_take
from models.leader.takes import NOBODY, Take


def take(seed: int, conditions: str = "B", players: int | None = None, seconds: float = 30.0) -> Take:
    return draw_take(np.random.default_rng(seed), CONDITIONS[conditions], "x", players, seconds)


def test_a_seed_gives_the_same_take_again() -> None:
    one, two = take(3), take(3)
    np.testing.assert_array_equal(one.beats, two.beats)
    for a, b in zip(one.parts, two.parts, strict=True):
        np.testing.assert_array_equal(a.times, b.times)
        np.testing.assert_array_equal(a.pitches, b.pitches)
    assert len(take(4).beats) != len(one.beats) or np.any(take(4).beats != one.beats)


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("players", [2, 5, 16])
def test_all_that_is_true_is_told(name: str, players: int) -> None:
    played = take(players, name, players)
    assert played.bpm.shape == played.leader.shape == (300,)
    assert played.beats.shape == played.resting.shape == (len(played.beats), players)
    assert np.all(np.diff(played.beats, axis=0) > 0.0)
    assert np.all((played.bpm > 35.0) & (played.bpm < 360.0))
    assert np.all((played.leader >= NOBODY) & (played.leader < players))
    assert len({part.bus for part in played.parts}) == players
    assert played.law is not None
    assert played.law.keeper.shape == played.law.motor.shape == (players,)
    assert all(s.gains.shape == (players, players) for s in played.law.stretches)


@pytest.mark.parametrize("seed", range(8))
def test_the_tempo_agrees_with_the_beats(seed: int) -> None:
    played = take(seed, seconds=60.0)
    middle = np.median(played.beats, axis=1)
    middle = middle[(middle > 1.0) & (middle < 59.0)]
    ticks = (np.arange(len(played.bpm)) + 1) * 0.1
    beat = np.concatenate([[0.0], np.cumsum(played.bpm / 600.0)])
    passed = np.interp(middle[[0, -1]], np.concatenate([[0.0], ticks]), beat)
    assert passed[1] - passed[0] == pytest.approx(len(middle) - 1, rel=0.015)


def test_the_leader_of_a_tick_is_that_of_its_stretch() -> None:
    played = take(11, seconds=60.0)
    assert played.law is not None
    for stretch, end in zip(
        played.law.stretches, [*(s.start for s in played.law.stretches[1:]), 60.0], strict=True
    ):
        ticks = np.arange(int(stretch.start * 10) + 1, min(int(end * 10) - 1, 599))
        assert set(played.leader[ticks]) <= {stretch.leader}


@pytest.mark.parametrize("seed", range(6))
def test_who_rests_plays_nothing(seed: int) -> None:
    played = take(seed, players=6, seconds=60.0)
    for player, part in enumerate(played.parts):
        beat = np.searchsorted(played.beats[:, player], part.times - 0.1, side="right") - 1
        well_inside = (beat > 0) & (beat < len(played.beats) - 2)
        near = played.resting[:, player][beat[well_inside][:, None] + np.array([-1, 0, 1])]
        assert not near.all(axis=1).any()


def test_nobody_leads_while_the_leader_rests() -> None:
    for seed in range(20):
        played = take(seed, seconds=60.0)
        ticks = (np.arange(len(played.leader)) + 1) * 0.1
        beat = np.searchsorted(np.median(played.beats, axis=1), ticks, side="right") - 1
        led = np.flatnonzero(played.leader != NOBODY)
        led = led[beat[led] >= 0]
        assert not played.resting[beat[led], played.leader[led]].any()


def test_notes_are_in_order_within_the_take_and_on_the_keyboard() -> None:
    for seed in range(10):
        for part in take(seed).parts:
            assert np.all(np.diff(part.times) >= 0.0)
            assert np.all((part.times >= 0.0) & (part.times < 30.0))
            assert np.all((part.strengths > 0.0) & (part.strengths <= 1.0))
            assert np.all((part.pitches >= 21) & (part.pitches <= 120))


def test_a_quarter_of_realistic_time_has_no_leader_and_of_the_studys_none() -> None:
    real = np.concatenate([take(seed).leader for seed in range(40)])
    assert 0.15 < np.mean(real == NOBODY) < 0.45
    assert not np.any(np.concatenate([take(seed, "A").leader for seed in range(10)]) == NOBODY)
