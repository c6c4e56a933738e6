"""What every way in the registries keeps to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.leader.baselines.registry import LEADER_WAYS, TEMPO_WAYS
from models.leader.baselines.ways import tick_times
from models.leader.takes import Heard

HALF = 300
LEARNT = ("Random Forest", "SVM", "LSTM", "madmom")
"""They have tests of their own."""
WAYS = {**TEMPO_WAYS, **LEADER_WAYS}.items()
QUICK = [pytest.param(fit, id=name) for name, fit in WAYS if not name.startswith(LEARNT)]


@pytest.mark.parametrize("fit", QUICK)
def test_answers_have_a_row_a_tick_and_shares_that_add_up(fit, band: Heard, bands: list[Heard]) -> None:
    answer = fit(bands)(band)
    if answer.bpm is not None:
        assert answer.bpm.shape == (600,)
        assert np.isfinite(answer.bpm).all()
    if answer.shares is not None:
        assert answer.shares.shape == (600, 4)
        assert answer.shares.sum(1) == pytest.approx(np.ones(600))


@pytest.mark.parametrize("fit", QUICK)
def test_no_way_knows_what_arrives_later(fit, band: Heard, bands: list[Heard]) -> None:
    way, until = fit(bands), tick_times(band)[HALF - 1]
    known = replace(band, readings=tuple(r for r in band.readings if r.arrived <= until))
    whole, half = way(band), way(known)
    for then, now in ((whole.bpm, half.bpm), (whole.shares, half.shares)):
        if then is not None:
            np.testing.assert_array_equal(then[:HALF], now[:HALF])


@pytest.mark.parametrize("fit", QUICK)
def test_a_way_that_hears_nothing_still_answers(fit, bands: list[Heard]) -> None:
    answer = fit(bands)(replace(bands[0], readings=()))
    told = [part for part in (answer.bpm, answer.shares) if part is not None]
    assert all(len(part) == len(bands[0].bpm) and np.isfinite(part).all() for part in told)


def test_a_name_in_both_registries_is_one_way() -> None:
    for name in TEMPO_WAYS.keys() & LEADER_WAYS.keys():
        assert TEMPO_WAYS[name] is LEADER_WAYS[name]
