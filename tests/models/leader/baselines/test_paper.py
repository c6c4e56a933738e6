"""The paper's columns, and what learns from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bridge.errors import BridgeError
from bridge.types import Reading
from models.leader.baselines import paper, regressors
from models.leader.takes import UNKNOWN, Heard


def told(heard: Heard, bpm: float) -> Heard:
    """The take with aubio's BPM of each bus, a level and a pitch as readings, and that tempo as the truth."""
    readings = [
        Reading(bus, kind, t, t, value)
        for t in np.arange(0.05, 60.0, 0.1)
        for i, bus in enumerate(heard.buses)
        for kind, value in (("tempo", bpm + i), ("level", -20.0 - i), ("pitch", 100.0 * i))
    ]
    return replace(heard, readings=tuple(readings), bpm=np.full(600, bpm))


@pytest.fixture(scope="module")
def paced(bands: list[Heard]) -> list[Heard]:
    return [told(heard, bpm) for heard, bpm in zip(bands * 2, (80, 90, 100, 110, 120, 130), strict=True)]


def test_four_buses_give_the_papers_thirteen_numbers(band: Heard) -> None:
    quartet = told(replace(band, buses=("a", "b", "c", "d"), roles=("bass",) * 4), 100.0)
    row = paper.columns(quartet)[99]
    assert row[0] == pytest.approx(10.0)
    assert np.reshape(row[1:], (4, 3)) == pytest.approx(
        np.array([[100, 0, -23], [101, 100, -22], [102, 200, -21], [103, 300, -20]])
    )


def test_the_columns_of_a_leader_are_its_own_first(band: Heard) -> None:
    assert paper.bus_columns(told(band, 90.0))[99, 2, :3] == pytest.approx([92.0, 200.0, -22.0])


@pytest.mark.parametrize("fit", [regressors.forest, regressors.svm])
def test_a_tempo_that_aubio_tells_is_learnt(fit, paced: list[Heard]) -> None:
    bpm = fit(paced)(paced[3]).bpm
    assert np.median(bpm[50:]) == pytest.approx(110.0, abs=4.0)


@pytest.mark.parametrize("fit", [regressors.forest, regressors.svm])
def test_a_leader_that_its_level_betrays_is_learnt(fit, paced: list[Heard]) -> None:
    """The second bus, one dB below the first, always leads."""
    led = [replace(heard, leader=np.full(600, 1)) for heard in paced]
    shares = fit(led)(led[0]).shares
    assert shares.sum(1) == pytest.approx(np.ones(600))
    assert np.mean(shares[50:].argmax(1) == 1) > 0.9


def test_takes_without_a_known_leader_teach_none(paced: list[Heard]) -> None:
    unknown = [replace(heard, leader=np.full(600, UNKNOWN)) for heard in paced]
    with pytest.raises(BridgeError, match="whose leader is known"):
        regressors.forest(unknown)


def test_shares_of_equal_chances_are_equal() -> None:
    assert regressors.one_of(np.full((1, 3), 0.5))[0] == pytest.approx(np.full(4, 0.25))
