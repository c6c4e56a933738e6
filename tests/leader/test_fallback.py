"""The tempo without a model."""

from __future__ import annotations

import math

from bridge.leader.fallback import MedianTempo
from bridge.types import Reading


def heard(*tempi: tuple[str, float]) -> float:
    median = MedianTempo(("a", "b", "c"))
    for bus, bpm in tempi:
        median.hear(Reading(bus, "tempo", 0.0, 0.0, bpm))
    return median.bpm


def test_it_is_the_median_of_those_who_have_one() -> None:
    assert heard(("a", 90.0), ("b", 120.0), ("c", 130.0)) == 120.0
    assert heard(("a", 90.0), ("b", 120.0)) == 105.0


def test_it_is_unknown_before_anybody_has_one() -> None:
    assert heard() == 0.0
    assert heard(("a", 0.0)) == 0.0


def test_strangers_and_numbers_that_are_none_count_for_nothing() -> None:
    assert heard(("a", 90.0), ("mix", 200.0), ("b", math.nan), ("c", math.inf)) == 90.0
