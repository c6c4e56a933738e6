"""The paper's LSTM in both forms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from bridge.types import Reading
from models.leader.baselines import lstm
from models.leader.takes import Heard

TEMPI = (80.0, 95.0, 110.0, 125.0)


@pytest.fixture(scope="module")
def paced(bands: list[Heard]) -> list[Heard]:
    """Takes whose buses are told their tempo."""
    return [
        replace(
            bands[0],
            name=f"at {bpm}",
            bpm=np.full(600, bpm),
            readings=tuple(
                Reading(bus, "tempo", t, t, bpm) for t in np.arange(0.05, 60.0, 0.1) for bus in bands[0].buses
            ),
        )
        for bpm in TEMPI
    ]


@pytest.mark.parametrize("fit", [lstm.over_time, lstm.as_coded])
def test_a_tempo_that_aubio_tells_is_learnt(fit, paced: list[Heard], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lstm, "STEPS", 50)
    monkeypatch.setattr(lstm, "SPAN", 40)
    way = fit(paced)
    for heard, bpm in zip(paced, TEMPI, strict=True):
        assert np.median(way(heard).bpm[100:]) == pytest.approx(bpm, abs=7.0)


def test_fitting_draws_from_its_own_seed_alone(paced: list[Heard], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lstm, "STEPS", 2)
    before = torch.random.get_rng_state()
    first, again = lstm.as_coded(paced)(paced[0]).bpm, lstm.as_coded(paced)(paced[0]).bpm
    assert torch.equal(before, torch.random.get_rng_state())
    np.testing.assert_array_equal(first, again)
