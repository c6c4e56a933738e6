"""A tempo that follows, and does not leap."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.leader.hold import TempoHold
from bridge.leader.settings import LeaderSettings
from bridge.types import F32

BINS: F32 = (40.0 * 2.0 ** (np.arange(72) / 24)).astype(np.float32)
SETTINGS = LeaderSettings(octave_patience=1.5)


def sure_of(*bpm: float) -> F32:
    """Chances of a model that hears these tempi alike, and hardly any other."""
    place = 24 * np.log2(np.array(bpm) / 40.0)
    chances = np.exp(-0.5 * ((np.arange(72) - place[:, None]) / 0.7) ** 2).sum(0) + 1e-5
    return (chances / chances.sum()).astype(np.float32)


def follow(hold: TempoHold, seconds: float, *bpm: float) -> list[float]:
    return [hold.follow(sure_of(*bpm))[0] for _ in range(round(10 * seconds))]


def test_the_first_tempo_is_believed() -> None:
    assert TempoHold(BINS, SETTINGS).follow(sure_of(120.0))[0] == pytest.approx(120.0, rel=0.01)


def test_a_glide_is_followed_at_once() -> None:
    hold = TempoHold(BINS, SETTINGS)
    tempi = [100.0 * 1.005**tick for tick in range(100)]
    told = [hold.follow(sure_of(bpm))[0] for bpm in tempi]
    assert np.abs(np.array(told) / tempi - 1.0).max() < 0.01


@pytest.mark.parametrize("factor", [0.5, 2.0, 1.5, 2 / 3])
def test_another_metrical_level_must_last(factor: float) -> None:
    hold = TempoHold(BINS, SETTINGS)
    follow(hold, 3.0, 120.0)
    assert max(abs(bpm / 120.0 - 1.0) for bpm in follow(hold, 1.0, 120.0 * factor)) < 0.05
    assert follow(hold, 1.5, 120.0 * factor)[-1] == pytest.approx(120.0 * factor, rel=0.02)


def ticks_until(factor: float, patience: float = 1.5) -> int:
    """Ticks until another tempo is believed after 3 s at 120 BPM."""
    hold = TempoHold(BINS, LeaderSettings(octave_patience=patience))
    follow(hold, 3.0, 120.0)
    told = np.array(follow(hold, 4.0, 120.0 * factor))
    return int((np.abs(told / (120.0 * factor) - 1.0) < 0.02).argmax())


def test_more_patience_holds_longer() -> None:
    assert ticks_until(2.0, 0.2) < ticks_until(2.0, 1.5) < ticks_until(2.0, 2.2)


def test_a_step_of_the_tempo_is_believed_sooner_than_a_leap() -> None:
    assert 0 < ticks_until(1.2) < ticks_until(2.0)


def test_a_level_heard_now_and_then_is_kept() -> None:
    hold = TempoHold(BINS, SETTINGS)
    follow(hold, 3.0, 120.0)
    told = [hold.follow(sure_of(60.0 if tick % 3 == 0 else 120.0))[0] for tick in range(200)]
    assert max(abs(bpm / 120.0 - 1.0) for bpm in told) < 0.05


def test_a_level_once_chosen_is_kept_while_both_are_heard_alike() -> None:
    hold = TempoHold(BINS, SETTINGS)
    follow(hold, 3.0, 90.0)
    assert max(abs(bpm / 90.0 - 1.0) for bpm in follow(hold, 20.0, 90.0, 180.0)) < 0.05


def test_it_is_unsure_while_it_changes_its_mind():
    hold = TempoHold(BINS, SETTINGS)
    sure = [hold.follow(sure_of(bpm))[1] for bpm in [120.0] * 50 + [60.0] * 50]
    assert sure[49] > 0.9
    assert min(sure[50:]) < 0.6
    assert sure[-1] > 0.9
