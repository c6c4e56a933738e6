"""The paper's table as a value and as a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.leader.paper import simple
from models.leader.paper.recipe import arranged
from models.leader.paper.rows import in_order, joined
from models.leader.paper.table import Piece, Table, described, interval_fits, load, save


def steady(gaps: list[float]) -> Table:
    """A table of beats so many seconds apart."""
    times = np.cumsum(gaps)
    told = np.column_stack([times, 60.0 // np.array(gaps), np.arange(len(gaps)), np.zeros(len(gaps))])
    return arranged("song", [told, *[np.empty((0, 4))] * 4])


def test_our_tables_look_ahead_as_the_authors_do() -> None:
    ahead, before = interval_fits(steady([0.5, 0.6, 0.4, 0.5, 0.8, 0.5, 0.3, 0.6]))
    assert (ahead, before) == (1.0, 0.0)


def test_a_piece_is_kept_with_what_it_knows(tmp_path: Path) -> None:
    table = steady([0.5] * 6)
    save(Piece(table, truth=np.full(len(table.mix), 120.0)), tmp_path / "song.npz")
    again = load(tmp_path / "song.npz")
    assert again.table.name == "song"
    assert again.ours is None
    assert again.truth is not None
    np.testing.assert_array_equal(again.table.values, table.values)
    assert "medians: mix 120, truth 120" in described(again)


def test_a_table_of_one_beat_tells_no_intervals() -> None:
    assert np.isnan(interval_fits(steady([0.5]))).all()


def test_a_steady_mix_is_its_own_median() -> None:
    rows = joined([Piece(steady([0.5] * 60))])
    rows.bpm[1000:1010] = 240.0
    split = in_order(rows)
    assert simple.own_median(rows, split) == pytest.approx(np.full(len(split.test), 120.0))
