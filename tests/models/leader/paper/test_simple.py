"""What stands beside the paper's figures, exact on small tables."""

from __future__ import annotations

import pytest

from models.leader.paper import simple
from models.leader.paper.rows import Split, in_order, joined
from models.leader.paper.table import Piece


def errors(pieces: list[Piece]) -> dict[str, float | None]:
    rows = joined(pieces)
    split = in_order(rows)
    told = {name: way(rows, split) for name, way in simple.SIMPLE.items()}
    return {name: None if t is None else simple.error(t, rows.bpm[split.test]) for name, t in told.items()}


def test_the_errors_of_a_table_that_can_be_reckoned_by_hand(one: list[Piece]) -> None:
    """The mix is 100 … 115 in training and 116 … 119 after; its stems are off by −20, −2, 5, 30."""
    found = errors(one)
    assert found["mean of the training rows"] == pytest.approx(
        sum((x - 107.5) ** 2 for x in range(116, 120)) / 4
    )
    assert found["median of the stems"] == pytest.approx(1.5**2)
    assert found["nearest stem (oracle)"] == pytest.approx(2.0**2)


def test_without_sound_the_bridge_says_nothing(one: list[Piece]) -> None:
    assert errors(one)["leaderbridge"] is None


def test_until_the_bridge_knows_a_tempo_the_mean_stands_for_it(six: list[Piece]) -> None:
    rows = joined(six)
    assert rows.ours is not None
    rows.ours[:10] = 0.0
    split = Split(in_order(rows).train, in_order(rows).train[:20])
    told = simple.bridge_or_mean(rows, split)
    assert told is not None
    assert told[:10] == pytest.approx(rows.bpm[split.train].mean())
    assert told[10:] == pytest.approx(83.0)
