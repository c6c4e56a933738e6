"""Two minutes, ten rows a second, and those who missed some get just these."""

import pytest

from bridge.dashboard.history import SECONDS, History, Row


def filled(seconds, every=1 / 30):
    history, at = History(2), 1000.0
    while at < 1000.0 + seconds:
        if history.due(at):
            history.add(Row(at, 120.0, 1, (119.0, 0.0)))
        at += every
    return history


def test_ten_rows_a_second_are_kept_for_two_minutes():
    columns = filled(150).columns(0.0)
    assert columns["at"][-1] - columns["at"][0] == pytest.approx(SECONDS, abs=0.5)
    assert len(columns["at"]) == 1200


def test_who_missed_some_gets_only_these():
    columns = filled(20).columns(1019.0)
    assert len(columns["at"]) == 10
    assert min(columns["at"]) > 1019.0


def test_columns_have_the_same_length_one_a_bus():
    columns = filled(3.05).columns(0.0)
    assert len(columns["tempi"]) == 2
    assert {len(c) for c in (columns["at"], columns["bpm"], columns["leader"], *columns["tempi"])} == {31}


def test_nothing_yet_is_empty_columns():
    assert History(2).columns(0.0) == {"at": [], "bpm": [], "leader": [], "tempi": [[], []]}
