"""Trials are told as their last checkpoints say, whatever Ray remembers of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.search.results import trials_of
from models.search.trial import TOLD, Told
from models.search.trials import Trial

ITERATIONS = 2


@pytest.fixture
def result(tmp_path: Path) -> Any:
    """Makes what Ray gives of a trial: its folder with the settings, and a checkpoint if it told anything."""

    def make(name: str, told: Told | None, error: Exception | None = None) -> Any:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "params.json").write_text(json.dumps({"name": name}))
        if told is not None:
            (folder / TOLD).write_text(json.dumps(asdict(told)))
        checkpoint = SimpleNamespace(path=str(folder)) if told else None
        config = {"name": name} if told else None
        return SimpleNamespace(path=str(folder), checkpoint=checkpoint, config=config, error=error)

    return make


def test_trials_come_in_the_order_begun_and_those_that_told_nothing_last(result: Any) -> None:
    given = [
        result("c", None),
        result("b", Told((3.0, 2.0), 5.0, 20.0)),
        result("a", Told((1.0,), 4.0, 10.0)),
    ]
    assert trials_of(given, ITERATIONS) == (
        Trial({"name": "a"}, (1.0,), 4.0, "stopped"),
        Trial({"name": "b"}, (3.0, 2.0), 5.0, "finished"),
        Trial({"name": "c"}, (), 0.0, "stopped"),
    )


def test_a_trial_with_an_error_has_failed_however_far_it_came(result: Any) -> None:
    given = [result("a", Told((3.0, 2.0), 5.0, 1.0), ValueError()), result("b", None, ValueError())]
    assert [trial.state for trial in trials_of(given, ITERATIONS)] == ["failed", "failed"]
