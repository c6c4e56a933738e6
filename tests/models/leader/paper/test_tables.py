"""Tables 1 and 2 on small tables, and what the report makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bridge.errors import BridgeError
from models.leader.paper import report, table2
from models.leader.paper.results import Budget, folder
from models.leader.paper.rows import SPLITS
from models.leader.paper.table import Piece, save
from models.leader.paper.table1 import table1, ways
from models.leader.paper.trial import Job, space, units

BUDGET = Budget(samples=2, iterations=1, rows=60)


def kept(pieces: list[Piece], built: Path) -> Path:
    for piece in pieces:
        save(piece, built / "tables" / "authors" / f"{piece.table.name}.npz")
    return built


def no_search(job: Job, layers: int, searcher: str, budget: Budget, place: Path) -> Mapping[str, Any]:
    """A small network without any search."""
    config = {"rate": 0.01, **{f"units_{layer + 1}": 3.9 for layer in range(layers)}}
    return {"config": config, "mse": 1.0, "trials": 2}


def test_every_way_is_judged_under_every_split(six: list[Piece], tmp_path: Path) -> None:
    cells = list(table1(six, BUDGET, tmp_path))
    assert len(cells) == len(SPLITS) * len(ways(BUDGET))
    by = {(cell["way"], cell["split"]): cell for cell in cells}
    assert by["nearest stem (oracle)", "by track"]["mse"] == pytest.approx(4.0)
    assert by["Random Forest", "shuffled (leaks)"]["mse"] < by["mean of the training rows", "by track"]["mse"]
    assert all(cell["mse"] is not None for cell in cells)
    assert {cell["train"] for cell in cells} == {60}


def test_what_was_found_is_not_reckoned_again(
    one: list[Piece], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = list(table1(one, BUDGET, tmp_path))
    monkeypatch.setattr("models.leader.paper.table1.judged", lambda *told: pytest.fail("reckoned again"))
    assert list(table1(one, BUDGET, tmp_path)) == first


def test_a_table_without_sound_says_that_the_bridge_needs_it(one: list[Piece], tmp_path: Path) -> None:
    built = kept(one, tmp_path)
    list(table1(one, BUDGET, folder("authors", BUDGET, built)))
    lines = report.everything(built).splitlines()
    [ours] = [line for line in lines if line.startswith("| leaderbridge |")]
    assert ours.count("needs sound") == 2
    [forest] = [line for line in lines if line.startswith("| Random Forest")]
    assert forest.split("|")[2].strip() == "481"
    assert "true tempo" not in "".join(lines)


def test_table_2_trains_what_was_found_on_each_split(six: list[Piece], tmp_path: Path) -> None:
    built = kept(six, tmp_path)
    chosen = table2.Chosen(forms=["as coded", "over time"], layers=[3], searchers=["Ax", "ZOOpt"])
    cells = list(table2.table2("authors", BUDGET, chosen, built, no_search))
    assert [cell.get("way") for cell in cells][-4:] == [None] * 4
    assert cells[-1]["units"] == [3, 3, 3]
    assert set(cells[-1]["splits"]) == {"in order", "shuffled (leaks)", "by track"}
    text = report.everything(built)
    assert "| 3 layers as coded, Ax | 245 |" in text
    assert "| mean of the training rows |" in text
    assert "by track, to the true tempo" in text


def test_a_page_is_filled_between_its_marks(one: list[Piece], tmp_path: Path) -> None:
    built, page = kept(one, tmp_path), tmp_path / "page.md"
    list(table1(one, BUDGET, folder("authors", BUDGET, built)))
    title = "table1 authors, 60 rows, 1 iterations"
    page.write_text(f"before\n<!-- begin {title} -->\nold\n<!-- end {title} -->\nafter\n")
    report.fill(page, built)
    report.fill(page, built)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert text.count("| SVM | 402 |") == 1


def test_a_mark_without_a_table_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- begin table1 nothing --><!-- end table1 nothing -->")
    with pytest.raises(BridgeError, match="no table 'table1 nothing' was made"):
        report.fill(page, tmp_path)
    with pytest.raises(BridgeError, match="no tables were made yet"):
        report.everything(tmp_path)


def test_units_are_rounded_down() -> None:
    assert units({"rate": 0.1, "units_1": 2.9, "units_2": 511.5}) == (2, 511)


def test_a_trial_that_is_taken_up_tells_only_what_is_left(one: list[Piece], tmp_path: Path) -> None:
    job = Job("authors", "as coded", 64, kept(one, tmp_path))
    config, trial = {"rate": 0.05, "units_1": 3.0, "units_2": 3.0}, tmp_path / "trial"
    whole = list(job(config, tmp_path, 3))
    trial.mkdir()
    begun = job(config, trial, 3)
    first = next(begun)
    begun.close()
    assert [first, *job(config, trial, 3)] == pytest.approx(whole)


@pytest.mark.usefixtures("need_ray")
def test_the_search_space_is_the_papers() -> None:
    found = space(4)
    assert list(found) == ["rate", "units_1", "units_2", "units_3", "units_4"]
    assert (found["rate"].lower, found["rate"].upper) == (0.001, 0.1)
    assert (found["units_4"].lower, found["units_4"].upper) == (2, 512)
