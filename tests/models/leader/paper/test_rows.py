"""How rows are split."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.paper import rows as module
from models.leader.paper.rows import SPLITS, joined, splits
from models.leader.paper.table import Piece, Table


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
def test_no_row_is_learnt_from_and_judged_on(split, six: list[Piece]) -> None:
    found = split(joined(six))
    assert set(found.train).isdisjoint(found.test)
    assert len(found.train) + len(found.test) == 1200


def test_by_track_no_track_is_in_both(six: list[Piece]) -> None:
    rows = joined(six)
    found = module.by_track(rows)
    assert set(rows.track[found.train]).isdisjoint(rows.track[found.test])
    assert set(rows.track[found.test]) == {4}


def test_in_order_the_last_fifth_is_judged_on(one: list[Piece]) -> None:
    found = module.in_order(joined(one))
    assert found.train.tolist() == list(range(160))
    assert found.test.tolist() == list(range(160, 200))


def test_shuffled_almost_every_row_has_a_neighbour_that_was_learnt_from(one: list[Piece]) -> None:
    found = module.shuffled(joined(one))
    near = np.isin(found.test - 1, found.train) | np.isin(found.test + 1, found.train)
    assert near.mean() > 0.9


def test_one_track_cannot_be_split_by_track(one: list[Piece]) -> None:
    rows = joined(one)
    assert [name for name, _ in splits(rows)] == ["in order", "shuffled (leaks)"]
    with pytest.raises(BridgeError, match="two or more"):
        module.by_track(rows)


def test_thinned_rows_are_spread_evenly(one: list[Piece]) -> None:
    found = module.in_order(joined(one)).thinned(5)
    assert found.train.tolist() == [0, 40, 80, 119, 159]
    assert len(found.test) == 5


def test_the_bridge_is_silent_where_one_piece_has_no_sound(one: list[Piece], six: list[Piece]) -> None:
    assert joined([*six, *one]).ours is None
    assert joined(six).ours is not None


def test_tables_without_rows_are_refused() -> None:
    with pytest.raises(BridgeError, match="no rows"):
        joined([Piece(Table("x", np.empty(0), np.empty((0, 5, 3))))])
