"""Optimisers as searchers of Ray Tune."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

NEEDS_TUNE = "Ray Tune comes with the extras cluster and paper"
pytest.importorskip("ray.tune", reason=NEEDS_TUNE, exc_type=ImportError)
from models.leader.paper.ask_tell import AskTell  # noqa: E402 - only where there is Ray Tune

SPACE = {"x": SimpleNamespace(lower=1, upper=5)}


class Counting:
    """Asks for 1, 2, 3, … and remembers what it was told."""

    def __init__(self, bounds) -> None:
        self.bounds, self.told, self.asked = bounds, [], 0

    def ask(self):
        self.asked += 1
        return {"x": float(self.asked)}

    def tell(self, told) -> None:
        self.told += list(told)


def test_what_a_trial_comes_to_is_told() -> None:
    searcher = AskTell(Counting)
    assert searcher.set_search_properties("loss", "min", SPACE)
    assert searcher.suggest("a") == {"x": 1.0}
    assert searcher.suggest("b") == {"x": 2.0}
    searcher.on_trial_complete("b", {"loss": 7})
    searcher.on_trial_complete("a", error=True)
    assert searcher._optimiser.told == [({"x": 2.0}, 7.0)]
    assert searcher._optimiser.bounds == {"x": (1.0, 5.0)}


def test_a_search_that_goes_on_is_told_all_again(tmp_path: Path) -> None:
    searcher = AskTell(Counting)
    searcher.set_search_properties("loss", "min", SPACE)
    for trial, loss in (("a", 3.0), ("b", 2.0)):
        searcher.suggest(trial)
        searcher.on_trial_complete(trial, {"loss": loss})
    searcher.suggest("c")
    searcher.save(str(tmp_path / "state"))
    again = AskTell(Counting)
    again.restore(str(tmp_path / "state"))
    again.on_trial_complete("c", {"loss": 1.0})
    assert again._optimiser.told == [({"x": 1.0}, 3.0), ({"x": 2.0}, 2.0), ({"x": 3.0}, 1.0)]


def test_a_metric_that_is_to_grow_is_refused() -> None:
    with pytest.raises(ValueError, match="mode 'max'"):
        AskTell(Counting).set_search_properties("loss", "max", SPACE)
