"""Players keep together as the law says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.leader.ensembles.families import FAMILIES, Family
from models.leader.ensembles.families.linear import Linear
from models.leader.ensembles.perform import Players, perform
from models.leader.ensembles.plan import Scene
from models.leader.ensembles.regression import gains_of
from models.leader.takes import NOBODY, Stretch

STEADY = np.full(20_000, 120.0)
FREE = np.zeros(3)
LED_BY_1 = np.array([[0.0, 0.4, 0.1], [0.0, 0.0, 0.0], [0.1, 0.3, 0.0]])


def band(family: Family | None = None, keeper: float = 0.01, wander: float = 0.0) -> Players:
    n = len(FREE)
    return Players(
        family=family or Linear(0.0),
        keeper=np.full(n, keeper),
        motor=np.zeros(n),
        wander=np.full(n, wander),
        rehearsed=np.zeros(n),
    )


def scene(leader: int, gains: np.ndarray, click: np.ndarray = FREE, start: float = 0.0) -> Scene:
    return Scene(Stretch(start, leader, gains, click), np.zeros(3, bool))


def play(players: Players, scenes: list[Scene], curve: np.ndarray = STEADY, seconds: float = 60.0):
    return perform(np.random.default_rng(5), players, curve, scenes, seconds)


def test_regression_gives_back_the_gains_of_a_long_linear_take() -> None:
    beats = play(band(), [scene(1, LED_BY_1)], seconds=1500.0).beats
    gains, residual = gains_of(beats)
    np.testing.assert_allclose(gains, LED_BY_1, atol=0.05)
    np.testing.assert_allclose(residual, 0.01, rtol=0.05)


def test_a_leader_who_corrects_nothing_goes_his_own_way() -> None:
    kept = play(band(), [scene(1, LED_BY_1)]).beats
    other = LED_BY_1.copy()
    other[[0, 2], 1] = 0.2
    np.testing.assert_allclose(play(band(), [scene(1, other)]).beats[:, 1], kept[:, 1])


def test_the_players_follow_a_new_tempo_of_the_leader() -> None:
    curve = np.where(np.arange(20_000) < 300, 100.0, 125.0)
    played = play(band(Linear(0.3)), [scene(1, LED_BY_1)], curve, 80.0)
    for player in range(3):
        last = played.beats[-60:, player]
        assert 60.0 * 59 / (last[-1] - last[0]) == pytest.approx(125.0, rel=0.01)


def test_with_a_click_all_stay_on_its_grid() -> None:
    click = scene(NOBODY, np.zeros((3, 3)), np.full(3, 0.3))
    played = play(band(), [click], seconds=300.0)
    middle = np.median(played.beats, axis=1)
    grid = middle[0] + 0.5 * np.arange(len(middle))
    assert np.abs(middle - grid).max() < 0.06
    np.testing.assert_allclose(played.period, played.period[0])


def test_without_a_click_the_same_players_leave_the_grid() -> None:
    played = play(band(), [scene(NOBODY, np.zeros((3, 3)) + 0.2 * (1 - np.eye(3)))], seconds=300.0)
    middle = np.median(played.beats, axis=1)
    assert np.abs(middle - middle[0] - 0.5 * np.arange(len(middle))).max() > 0.06


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_each_family_keeps_an_ensemble_together(name: str) -> None:
    family = FAMILIES[name](np.random.default_rng(2))
    beats = play(band(family, 0.014, 0.002), [scene(1, LED_BY_1)], seconds=200.0).beats
    assert np.ptp(beats, axis=1).max() < 0.2
    assert 0.01 < np.std(beats[:, 0] - beats[:, 1]) < 0.05


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_in_each_family_the_leader_corrects_least(name: str) -> None:
    family = FAMILIES[name](np.random.default_rng(3))
    gains, _ = gains_of(play(band(family), [scene(1, LED_BY_1)], seconds=600.0).beats)
    assert int(gains.sum(axis=1).argmin()) == 1
    assert int(gains.sum(axis=0).argmax()) == 1


def test_other_families_are_not_the_linear_law() -> None:
    beats = np.array([[0.0, 0.0], [0.5, 0.52], [1.0, 1.1]])
    period, gains = np.full(2, 0.5), np.array([[0.0, 0.3], [0.3, 0.0]])
    linear, _ = Linear(0.3).correct(beats, period, gains)
    for name in ("adam", "oscillator"):
        phase, _ = FAMILIES[name](np.random.default_rng(1)).correct(beats, period, gains)
        assert np.abs(phase - linear).max() > 0.001


def test_stretches_tell_when_they_were_played() -> None:
    scenes = [scene(1, LED_BY_1), scene(0, LED_BY_1[::-1, ::-1].copy(), start=20.0)]
    played = play(band(), scenes)
    assert [stretch.leader for stretch in played.stretches] == [1, 0]
    middle = np.median(played.beats, axis=1)
    assert played.stretches[1].start == middle[middle >= 20.0][0]


def test_who_has_lost_the_others_finds_back() -> None:
    players = replace(band(), keeper=np.array([0.0, 0.0, 0.2]))
    gains = np.zeros((3, 3))
    beats = play(players, [scene(1, gains)], seconds=200.0).beats
    assert np.abs(beats[:, 2] - beats[:, 1]).mean() < 0.3
