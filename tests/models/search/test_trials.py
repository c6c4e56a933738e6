"""What a search has found: who was best, and how it is written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from matplotlib.image import imread

from bridge.errors import BridgeError
from models.search.table import table
from models.search.trials import Trial, Trials
from models.search.written import keep

GOOD = Trial({"rate": 0.00123456, "units": 32}, (3.0, 2.0, 2.5), 61.4, "finished")
BETTER = Trial({"rate": 0.02, "units": 8}, (4.0, 3.0, 1.5), 30.0, "finished")
STOPPED = Trial({"rate": 0.1, "units": 64}, (1.0,), 9.0, "stopped")
BROKEN = Trial({"rate": 1.0, "units": 64}, (), 0.0, "failed")
FOUND = Trials("loss (nats)", (GOOD, BROKEN, STOPPED, BETTER))


def test_the_best_is_the_finished_trial_with_the_smallest_last_metric() -> None:
    assert FOUND.best == BETTER
    assert FOUND.ranked == (BETTER, GOOD, STOPPED, BROKEN)


@pytest.mark.parametrize("rows", [(), (STOPPED, BROKEN)])
def test_without_a_finished_trial_there_is_no_best(rows: tuple[Trial, ...]) -> None:
    with pytest.raises(BridgeError, match="no trial of the search has finished"):
        _ = Trials("loss", rows).best


def test_the_table_has_a_row_a_trial_and_the_best_first() -> None:
    head, ruler, *rows = table(FOUND).splitlines()
    assert head == "|  | rate | units | loss (nats): last | lowest | iterations | seconds | state |"
    assert ruler.count("--:") == 8
    assert rows == [
        "| 1 | 0.02 | 8 | 1.5 | 1.5 | 3 | 30 | finished |",
        "| 2 | 0.001235 | 32 | 2.5 | 2 | 3 | 61 | finished |",
        "| 3 | 0.1 | 64 | 1 | 1 | 1 | 9 | stopped |",
        "| 4 | 1 | 64 | – | – | 0 | 0 | failed |",
    ]


def test_the_files_hold_every_trial_in_the_order_begun(tmp_path: Path) -> None:
    assert keep(FOUND, tmp_path) == (tmp_path / "table.md").read_text()
    with (tmp_path / "trials.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["units"] for row in rows] == ["32", "64", "64", "8"]
    assert [float(row["rate"]) for row in rows] == [0.00123456, 1.0, 0.1, 0.02]
    assert [float(rows[0][f"metric_{i}"]) for i in (1, 2, 3)] == [3.0, 2.0, 2.5]
    assert rows[2]["metric_2"] is None


def test_the_picture_is_drawn_even_of_nothing(tmp_path: Path) -> None:
    keep(Trials("loss", ()), tmp_path)
    nothing = imread(tmp_path / "search.png")
    keep(FOUND, tmp_path)
    assert imread(tmp_path / "search.png").shape == nothing.shape
    assert (imread(tmp_path / "search.png") != nothing).any()
