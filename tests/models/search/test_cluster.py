"""Searches on a cluster that loses a node, and is left; it is Ray's own of several nodes on one machine."""

from __future__ import annotations

import _thread
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bridge.errors import BridgeError
from models.search.run import search
from models.search.settings import SearchSettings
from models.search.trial import Trainable
from models.search.ways import halving
from tests.models.search.conftest import HELD, Run

pytestmark = pytest.mark.slow
Runs = Callable[[], list[Run]]
LONG = 8
"""Iterations of a trial."""


@pytest.fixture(scope="module")
def client_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(need_ray: None, client_port: int) -> Iterator[Any]:
    """A head that does no work, with a port for clients, and a node of one core."""
    from ray.cluster_utils import Cluster

    made = Cluster(True, head_node_args={"num_cpus": 0, "ray_client_server_port": client_port})
    made.add_node(num_cpus=1)
    yield made
    made.shutdown()


def wait_until(true: Callable[[], bool]) -> None:
    while not true():
        time.sleep(0.02)


def in_the_middle(run: Run) -> bool:
    """It has told two iterations at least, and a second's are still to come."""
    return 3 <= run.done <= LONG - 4


def test_a_node_that_dies_costs_no_finished_trial(
    cluster: Any, client_port: int, parabola: Trainable, runs: Runs, tmp_path: Path
) -> None:
    from ray import tune

    second = cluster.add_node(num_cpus=1)

    def kill() -> None:
        wait_until(lambda: any(run.done == LONG for run in runs()))
        wait_until(lambda: any(run.node == second.node_id and in_the_middle(run) for run in runs()))
        cluster.remove_node(second, allow_graceful=False)

    killer = Thread(target=kill, daemon=True)
    killer.start()
    settings = SearchSettings(tmp_path, "killed", 6, LONG, address=f"ray://127.0.0.1:{client_port}")
    found = search(parabola, {"x": tune.uniform(-3, 3)}, settings)
    assert not killer.is_alive()
    assert [(trial.state, len(trial.metric)) for trial in found.rows] == [("finished", LONG)] * 6
    again = [run for run in runs() if run.before > 0]
    assert len(runs()) == 7
    assert len(again) == 1
    assert again[0].node != second.node_id
    assert found.best.last == pytest.approx(
        min((trial.settings["x"] - 1) ** 2 for trial in found.rows) + 1 / LONG
    )


def test_a_search_that_is_broken_off_goes_on_with_what_is_left(
    cluster: Any, parabola: Trainable, runs: Runs, tmp_path: Path
) -> None:
    from ray import tune

    settings = SearchSettings(tmp_path, "resumed", 3, LONG, address=cluster.address, concurrent=1)

    def interrupt() -> None:
        wait_until(lambda: len(runs()) == 2 and runs()[1].done == HELD)
        _thread.interrupt_main()

    hold = tmp_path / "runs" / "hold"
    hold.touch()
    Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        search(parabola, {"x": tune.uniform(-3, 3)}, settings)
    hold.unlink()
    found = search(parabola, {"x": tune.uniform(-3, 3)}, settings)
    assert [trial.state for trial in found.rows] == ["finished"] * 3
    one, two, two_again, three = runs()
    assert (one.done, one.before, two.before, three.before) == (LONG, 0, 0, 0)
    assert two_again.x == two.x
    assert 0 < two_again.before <= two.done
    assert three.x not in (one.x, two.x)
    assert [trial.settings["x"] for trial in found.rows] == [one.x, two.x, three.x]


def test_halving_ends_early_what_is_worse(cluster: Any, parabola: Trainable, tmp_path: Path) -> None:
    from ray import tune

    settings = SearchSettings(tmp_path, "halving", 3, 4, address=cluster.address, concurrent=1)
    way = halving(settings, ({"x": 1.0},))
    found = search(parabola, {"x": tune.uniform(2, 3)}, settings, way.searcher, way.scheduler)
    assert found.rows[0].settings == {"x": 1.0}
    assert [(trial.state, len(trial.metric)) for trial in found.rows] == [
        ("finished", 4),
        ("stopped", 1),
        ("stopped", 1),
    ]


def test_a_trial_that_no_node_has_room_for_is_told(cluster: Any, parabola: Trainable, tmp_path: Path) -> None:
    settings = SearchSettings(tmp_path, "large", address=cluster.address, cpus=64)
    with pytest.raises(BridgeError, match="no node has 64 cores"):
        search(parabola, {"x": 1.0}, settings)
