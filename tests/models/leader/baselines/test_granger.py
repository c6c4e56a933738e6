"""Granger causality between deviations."""

from __future__ import annotations

import numpy as np

from models.leader.baselines.granger import causes, deviations, granger
from models.leader.takes import Heard


def echoed(beats: int) -> np.ndarray:
    """Three series, of which the first is an echo of the second."""
    series = np.random.default_rng(0).normal(0.0, 0.02, (beats, 3))
    series[1:, 0] = 0.8 * series[:-1, 1] + 0.3 * series[1:, 0]
    return series


def test_what_echoes_another_is_foretold_by_it() -> None:
    strength = causes(echoed(60))
    assert strength.argmax() == np.ravel_multi_index((0, 1), (3, 3))
    assert strength[0, 1] > 20
    assert np.all(np.diag(strength) == 0)


def test_missing_onsets_do_not_hide_it() -> None:
    series = echoed(60)
    series[np.random.default_rng(1).random(series.shape) < 0.15] = np.nan
    assert causes(series).argmax() == 1


def test_chance_alone_foretells_nothing() -> None:
    strength = causes(np.random.default_rng(2).normal(0.0, 0.02, (200, 3)))
    assert strength.max() < 7.0


def test_a_silent_bus_causes_nothing() -> None:
    series = echoed(60)
    series[:, 2] = np.nan
    assert np.all(causes(series)[:, 2] < 1e-6)


def test_the_grid_follows_the_band(band: Heard) -> None:
    series, known = deviations(band)
    assert np.all(np.diff(known) > 0)
    assert np.isfinite(series).mean() > 0.8
    assert np.nanstd(series[20:]) < 0.05


def test_the_leader_of_one_take_is_named(band: Heard) -> None:
    assert granger(band).shares.sum(1).min() == 1.0
