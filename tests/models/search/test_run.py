"""How far a search is, what it will not go on as, and what is told in one line; nothing here starts Ray."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from bridge.errors import BridgeError
from models.search.progress import done
from models.search.run import search
from models.search.settings import SearchSettings
from models.search.trial import Trainable
from models.search.ways import named


def test_iterations_are_counted_by_the_last_checkpoint_of_each_trial(tmp_path: Path) -> None:
    for name in ("trial-a/checkpoint_000003", "trial-a/checkpoint_000004", "trial-b/checkpoint_000000"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "trial-c").mkdir()
    assert sorted(done(tmp_path)) == [1, 5]
    assert done(tmp_path / "not there") == []


def test_without_ray_tune_the_command_that_installs_it_is_told(
    parabola: Trainable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(BridgeError, match=r"pip install 'leaderbridge\[cluster\]'"):
        search(parabola, {"x": 1.0}, SearchSettings(tmp_path, "none"))


@pytest.mark.usefixtures("need_ray")
@pytest.mark.parametrize("kind", ["", "ray://"])
def test_a_cluster_that_does_not_answer_is_told_in_a_line(
    kind: str, parabola: Trainable, tmp_path: Path
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        address = f"{kind}127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(BridgeError, match=f"no Ray cluster at '{address}'") as said:
            search(parabola, {"x": 1.0}, SearchSettings(tmp_path, "none", address=address))
    assert "\n" not in str(said.value)


@pytest.mark.usefixtures("need_ray")
def test_a_search_does_not_go_on_as_another(parabola: Trainable, tmp_path: Path) -> None:
    from ray import tune

    gone = "127.0.0.1:1"
    with pytest.raises(BridgeError, match="no Ray cluster"):
        search(parabola, {"x": tune.uniform(0, 1)}, SearchSettings(tmp_path, "one", address=gone))
    with pytest.raises(BridgeError, match="no Ray cluster"):
        search(parabola, {"x": tune.uniform(0, 1)}, SearchSettings(tmp_path, "one", address=gone))
    with pytest.raises(BridgeError, match="one is a search with other samples, space"):
        search(parabola, {"x": tune.uniform(0, 2)}, SearchSettings(tmp_path, "one", 7, address=gone))


def test_a_way_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(BridgeError, match="--searcher luck: there are random, halving"):
        named("luck")
