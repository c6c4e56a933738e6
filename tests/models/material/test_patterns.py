"""The rows of ``patterns.toml`` are such as can be laid over bars."""

from __future__ import annotations

import pytest

from bridge.labels import STYLES
from models.material.arrangement import DEGREES
from models.material.patterns import REST, STRENGTHS, keys, laid, styles

TRIPLE = ("folk_waltz", "viennese_waltz", "slow_waltz", "jig")


def test_there_are_patterns_for_every_style() -> None:
    assert set(styles()) == set(STYLES)


@pytest.mark.parametrize("name", STYLES)
def test_every_row_is_of_letters_that_mean_something(name: str) -> None:
    style = styles()[name]
    drums = [row for rows in style.drums for row in rows.values()]
    assert {key for rows in style.drums for key in rows} <= set(keys())
    assert set("".join([*drums, *style.chords])) <= {REST, "|", *STRENGTHS}
    assert set("".join(style.bass)) <= {REST, "|", *DEGREES}
    assert set("".join(style.motif)) <= {REST, *"123456789"}


@pytest.mark.parametrize("name", STYLES)
def test_a_bar_has_the_steps_of_its_metre(name: str) -> None:
    style = styles()[name]
    rows = [row for rows in style.drums for row in rows.values()] + [*style.bass, *style.chords, *style.motif]
    bars = [bar for row in rows for bar in row.split("|")]
    assert all(len(bar) % (3 if name in TRIPLE else 4) == 0 for bar in bars)


def test_a_row_of_two_bars_is_laid_over_bars_in_turn() -> None:
    steps = laid("X.o.|..x.", [0.0, 2.0, 4.0, 8.0])
    assert [(s.start, s.end, s.symbol, s.bar) for s in steps] == [
        (0.0, 1.0, "X", 0),
        (1.0, 3.0, "o", 0),
        (3.0, 4.0, "x", 1),
        (4.0, 6.0, "X", 2),
        (6.0, 8.0, "o", 2),
    ]
    assert steps[0].strength > steps[2].strength > steps[1].strength
