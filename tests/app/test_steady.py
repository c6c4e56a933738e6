"""The tempo of ``test-clock``."""

from __future__ import annotations

import pytest

from bridge.app import Ramp


def test_a_tempo_that_goes_nowhere_stays():
    assert {Ramp(120.0, 120.0).at(t) for t in (0.0, 7.0, 100.0)} == {120.0}


@pytest.mark.parametrize(
    ("t", "bpm"), [(0.0, 100.0), (5.0, 100.0), (15.0, 120.0), (25.0, 140.0), (99.0, 140.0)]
)
def test_a_ramp_begins_after_five_seconds_is_even_and_ends(t, bpm):
    assert Ramp(100.0, 140.0, over=20.0).at(t) == pytest.approx(bpm)
