"""From answers to figures, goals, tables, pictures and the card, on two ways whose scores are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bridge.errors import BridgeError
from models.leader.baselines.ways import one_hot
from models.leader.judge import card, goals, pictures, tables
from models.leader.judge.candidates import BRIDGE, MODEL
from models.leader.judge.evaluate import added, told_goals
from models.leader.judge.figures import figures
from models.leader.judge.real import counts_by_group
from models.leader.judge.scores import Scores, scored, stacked
from models.leader.takes import Answer, Heard

PEER = "madmom online on the mix"
KINDS = {MODEL: "ours", BRIDGE: "ours", "the truth": "baseline", PEER: "baseline"}


def piece(number: int) -> tuple[Heard, dict[str, Answer]]:
    """A minute whose tempo steps, with one leader; ours is right, the peer is at half tempo."""
    bpm = np.repeat([100.0 + number, 120.0 + number], 300)
    leader = np.repeat([0, 1], 300)
    beats = np.arange(0.5, 60.0, 0.5)
    heard = Heard(f"NR/{number}", ("a", "b"), ("drums", "bass"), (), beats, bpm, leader)
    shares = 0.9 * one_hot(leader, 2) + 0.1 / 3
    right = Answer(bpm, shares, np.ones(600), beats)
    return heard, {
        MODEL: right,
        BRIDGE: right,
        "the truth": right,
        PEER: Answer(bpm / 2, None, None, beats + 0.2),
    }


@pytest.fixture(scope="module")
def scores() -> Scores:
    return stacked([scored(*piece(number)) for number in range(8)], KINDS)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(scores: Scores) -> dict[str, Any]:
    sets = {"A": {"about": "known", **figures(scores)}}
    return {
        "model": {"name": "x", "sha256": "0", "trained": "today"},
        "limit": None,
        "sets": sets,
        "controls": [],
        "closed loop": [
            {"gain": 0.1, "drift": -2.0, "farthest": 3.0, "asynchrony": 0.01, "spread": 0.002, "lost": 0.0}
        ],
        "goals": told_goals(sets),
    }


def test_each_way_has_the_figures_it_tells_of(found: dict[str, Any]) -> None:
    ways = found["sets"]["A"]["ways"]
    assert ways[MODEL]["figures"]["Acc1"] == [100.0, 100.0, 100.0]
    assert ways[MODEL]["figures"]["settle to 2 %"][0] == 0.0
    assert ways[PEER]["figures"]["Acc1"][0] == 0.0
    assert ways[PEER]["figures"]["Acc2"][0] == 100.0
    assert "accuracy" not in ways[PEER]["figures"]


def test_the_strongest_baseline_is_the_one_compared_with(found: dict[str, Any]) -> None:
    row = found["sets"]["A"]["against"]["Acc1"]
    assert row["strongest"] == "the truth"
    assert row["ahead"][PEER] == [100.0, 100.0, 100.0]
    assert row["p"] == 1.0


def test_a_smaller_error_is_ahead(found: dict[str, Any]) -> None:
    assert found["sets"]["A"]["against"]["RMSE"]["ahead"][PEER][0] > 50.0


def test_goals_are_met_or_missed_by_so_much(found: dict[str, Any]) -> None:
    told = {(g["what"], g["way"]): g for g in found["goals"]}
    assert (told["Acc1", MODEL]["told"], told["Acc1", MODEL]["margin"]) == ("met", 12.0)
    assert told["nobody AUC", MODEL]["told"] == "not measured"
    late = goals.Standing(goals.GOALS[0], MODEL, 80.0)
    assert (late.told, late.margin) == ("missed", -8.0)


def test_being_ahead_of_the_peer_is_the_low_end_of_the_interval(found: dict[str, Any]) -> None:
    assert goals.ahead_of_peer("Acc1")(found["sets"]["A"], MODEL) == 100.0
    assert np.isnan(goals.ahead_of_peer("Acc1")(found["sets"]["A"], BRIDGE))


def test_the_share_of_the_ceiling_is_counted_from_chance() -> None:
    ways = {
        MODEL: {"figures": {"accuracy": [40.0], "chance": [20.0]}},
        goals.CEILING: {"figures": {"accuracy": [60.0]}},
    }
    assert goals.share_of_ceiling({"ways": ways}, MODEL) == 0.5


def test_takes_are_counted_by_group(scores: Scores) -> None:
    told = counts_by_group(scores)["NR"]
    assert (told["right"], told["takes"], told["chance"]) == (8, 8, 0.5)
    assert told["low"] == pytest.approx(0.676, abs=0.001)  # Wilson's interval of 8 of 8


def test_the_tables_name_every_way_and_figure(found: dict[str, Any]) -> None:
    text = tables.everything(found)
    assert f"| {PEER} |" in text
    assert "met by 12.0" in text
    assert "| 0.1 | 1 | 2.00 | 3.00 | 10.0 | 2.00 | 0.00 |" in text


@pytest.mark.parametrize(
    ("value", "expected"), [(float("nan"), "–"), (float("inf"), "never"), (1234.4, "1234"), (0.456, "0.46")]
)
def test_numbers_keep_the_digits_that_count(value: float, expected: str) -> None:
    assert tables.number(value) == expected


def test_pictures_are_drawn_beside_the_figures(found: dict[str, Any], tmp_path: Path) -> None:
    made = pictures.draw(found, tmp_path / "figures.json")
    assert [path.name for path in made] == ["figures-reliability.png", "figures-settling.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in made)


def test_the_card_is_the_words_and_the_figures(found: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text(json.dumps(found))
    card.write(tmp_path / "figures.json", tmp_path / "card.md")
    text = (tmp_path / "card.md").read_text()
    assert text.startswith("# Model card: x\n")
    assert tables.everything(found) in text


def test_a_file_of_something_else_makes_no_card(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text("{}")
    with pytest.raises(BridgeError, match="make them with"):
        card.write(tmp_path / "figures.json", tmp_path / "card.md")


def test_sets_judged_later_join_those_of_the_same_model(found: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(found))
    later = {**found, "sets": {"B": found["sets"]["A"]}, "closed loop": []}
    both = added(path, later)
    assert sorted(both["sets"]) == ["A", "B"]
    assert both["closed loop"] == found["closed loop"]
    other = added(path, {**later, "model": {**found["model"], "sha256": "1"}})
    assert sorted(other["sets"]) == ["B"]
