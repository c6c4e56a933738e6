"""Optimisers as searchers of Ray Tune."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

SPACE = {"x": SimpleNamespace(lower=1, upper=5)}


@pytest.fixture
def make(need_ray: None) -> Callable[..., Any]:
    """What makes a searcher of an optimiser, where there is Ray Tune."""
    from models.leader.paper.ask_tell import AskTell

    return AskTell


class Counting:
    """Asks for 1, 2, 3, … and remembers what it was told."""

    def __init__(self, bounds) -> None:
        self.bounds, self.told, self.asked = bounds, [], 0

    def ask(self):
        self.asked += 1
        return {"x": float(self.asked)}

    def tell(self, told) -> None:
        self.told += list(told)


def test_what_a_trial_comes_to_is_told(make) -> None:
    searcher = make(Counting)
    assert searcher.set_search_properties("loss", "min", SPACE)
    assert searcher.suggest("a") == {"x": 1.0}
    assert searcher.suggest("b") == {"x": 2.0}
    searcher.on_trial_complete("b", {"loss": 7})
    searcher.on_trial_complete("a", error=True)
    assert searcher._optimiser.told == [({"x": 2.0}, 7.0)]
    assert searcher._optimiser.bounds == {"x": (1.0, 5.0)}


def test_a_search_that_goes_on_is_told_all_again(make, tmp_path: Path) -> None:
    searcher = make(Counting)
    searcher.set_search_properties("loss", "min", SPACE)
    for trial, loss in (("a", 3.0), ("b", 2.0)):
        searcher.suggest(trial)
        searcher.on_trial_complete(trial, {"loss": loss})
    searcher.suggest("c")
    searcher.save(str(tmp_path / "state"))
    again = make(Counting)
    again.restore(str(tmp_path / "state"))
    again.on_trial_complete("c", {"loss": 1.0})
    assert again._optimiser.told == [({"x": 1.0}, 3.0), ({"x": 2.0}, 2.0), ({"x": 3.0}, 1.0)]


def test_a_metric_that_is_to_grow_is_refused(make) -> None:
    with pytest.raises(ValueError, match="mode 'max'"):
        make(Counting).set_search_properties("loss", "max", SPACE)
