"""The paper's six searchers, where the extra ``paper`` is installed: no test installs it."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from bridge.errors import BridgeError
from models.leader.paper import table2
from models.leader.paper.searchers import SEARCHERS, _installed

MISSING = [
    name
    for name in ("ray", "ax", "skopt", "hyperopt", "bayes_opt", "hpbandster", "zoopt")
    if not find_spec(name)
]
needs_paper = pytest.mark.skipif(
    bool(MISSING), reason="needs pip install 'leaderbridge[paper]', which no test does"
)


def test_every_searcher_of_the_papers_table_is_there() -> None:
    assert tuple(SEARCHERS) == tuple(table2.PAPER)


def test_a_missing_package_is_said_in_one_line() -> None:
    def make(samples: int) -> None:
        raise AssertionError("Ax must be installed!")

    with pytest.raises(BridgeError, match=r"Ax must be installed.*leaderbridge\[paper\]"):
        _installed(make)(4)


@needs_paper
@pytest.mark.slow
@pytest.mark.parametrize("name", SEARCHERS)
def test_one_trial_at_a_time_points_lie_in_the_space(name: str) -> None:
    from models.leader.paper.trial import space

    searcher = SEARCHERS[name].searcher(6)
    assert searcher.set_search_properties("metric", "min", space(3))
    for i in range(6):
        point = searcher.suggest(str(i))
        assert sorted(point) == ["rate", "units_1", "units_2", "units_3"]
        assert 0.001 <= point["rate"] <= 0.1
        assert all(2 <= point[f"units_{layer}"] <= 512 for layer in (1, 2, 3))
        result = {"metric": point["units_1"], "training_iteration": 1, "hyperband_info": {"budget": 1}}
        searcher.on_trial_result(str(i), result)
        searcher.on_trial_complete(str(i), result)
