"""Simulated ensembles are what they say they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from models.leader.ensembles.rhythm import PARTS, draw_feel, draw_parts, draw_pattern
from models.leader.ensembles.simulate import NOBODY, SHORTEST, simulate
from models.leader.ensembles.timing import Section, draw_curve, draw_tempo, perform
from models.leader.network.columns import COLUMNS
from models.leader.network.dataset import load, make_shard, shard_of


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_seed_gives_the_same_ensemble_again() -> None:
    one, two = simulate(rng(3), 4, 20.0), simulate(rng(3), 4, 20.0)
    assert one.readings == two.readings
    np.testing.assert_array_equal(one.bpm, two.bpm)
    assert one.readings != simulate(rng(4), 4, 20.0).readings


@pytest.mark.parametrize("players", [2, 5, 16])
def test_the_truth_is_told_for_each_tick(players: int) -> None:
    ensemble = simulate(rng(players), players, 30.0)
    assert ensemble.bpm.shape == ensemble.leader.shape == (300,)
    assert np.all((ensemble.bpm >= 35) & (ensemble.bpm <= 270))
    assert np.all((ensemble.leader >= NOBODY) & (ensemble.leader < players))


def test_readings_come_in_order_and_never_before_their_sound() -> None:
    readings = simulate(rng(1), 6, 30.0).readings
    assert all(a.arrived <= b.arrived for a, b in pairwise(readings))
    assert all(reading.arrived > reading.t for reading in readings)


def test_a_detector_keeps_its_shortest_interval() -> None:
    ensemble = simulate(rng(2), 5, 30.0)
    for bus in ensemble.buses:
        times = np.array([reading.t for reading in ensemble.readings if reading.bus == bus])
        assert np.all(np.diff(times) >= SHORTEST)


def led(leader: int, seconds: float = 120.0) -> np.ndarray:
    """Beats ``(K, 3)`` of three players under one leader at 120 BPM."""
    section = [Section(0.0, leader, False, frozenset())]
    return perform(rng(5), 3, np.full(2000, 120.0), section, seconds).beats


@pytest.mark.parametrize("leader", [0, 2])
def test_followers_correct_towards_the_leader_and_it_corrects_least(leader: int) -> None:
    beats = led(leader)
    gap = beats - beats.mean(1, keepdims=True)
    change = np.diff(beats, axis=0) - np.diff(beats, axis=0).mean(1, keepdims=True)
    gains = [-np.polyfit(gap[:-1, i], change[:, i], 1)[0] for i in range(3)]
    assert int(np.argmin(gains)) == leader


def test_players_stay_together() -> None:
    assert np.ptp(led(0), axis=1).max() < 0.2


def test_the_players_follow_the_leaders_tempo() -> None:
    curve = np.concatenate([np.full(300, 100.0), np.full(900, 125.0)])
    played = perform(rng(6), 4, curve, [Section(0.0, 1, False, frozenset())], 80.0)
    heard = 60.0 / np.diff(played.beats[-40:].mean(1)).mean()
    assert heard == pytest.approx(125.0, rel=0.02)


def test_nobody_leads_while_all_follow_a_click() -> None:
    sections = [Section(0.0, NOBODY, True, frozenset())]
    played = perform(rng(7), 3, np.full(900, 120.0), sections, 40.0)
    assert set(played.leader) == {NOBODY}
    assert 60.0 / np.diff(played.beats.mean(1)).mean() == pytest.approx(120.0, rel=0.01)


def test_a_resting_leader_leads_nobody() -> None:
    sections = [Section(0.0, 1, False, frozenset({1}))]
    assert set(perform(rng(8), 3, np.full(900, 120.0), sections, 20.0).leader) == {NOBODY}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_plays_inside_its_bar_and_no_faster_than_hands_can(part: str) -> None:
    for seed in range(60):
        draw = rng(seed)
        feel = draw_feel(draw, draw_tempo(draw))
        pattern = draw_pattern(draw, feel, part)
        assert len(pattern.places)
        assert pattern.places[0] >= 0
        assert pattern.places[-1] < feel.meter + feel.swing
        assert len(pattern.places) / (feel.meter * 60.0 / feel.bpm) < 16


def test_an_ensemble_has_as_many_parts_as_players() -> None:
    assert [len(draw_parts(rng(n), n)) for n in range(2, 17)] == list(range(2, 17))


def test_a_tempo_curve_stays_in_range() -> None:
    for seed in range(40):
        curve = draw_curve(rng(seed), 230.0 if seed % 2 else 42.0, 60.0)
        assert curve.min() >= 40.0
        assert curve.max() <= 240.0


def test_a_shard_holds_what_the_network_takes(tmp_path: Path) -> None:
    shard = shard_of([simulate(rng(s), 3, 6.0) for s in range(2)])
    assert shard.bus.shape == (2, 60, 3, len(COLUMNS.bus))
    assert shard.tempogram.shape == (2, 60, 3, 2, 96)
    assert shard.pair.shape == (2, 60, 3, 3, len(COLUMNS.pair))
    assert np.isfinite(shard.pair).all()


def test_a_shard_is_made_once_and_read_back(tmp_path: Path) -> None:
    path = make_shard(tmp_path, 11, seconds=3.0)
    made = path.stat().st_mtime_ns
    assert make_shard(tmp_path, 11, seconds=3.0).stat().st_mtime_ns == made
    assert load(path).bpm.shape[1] == 30
