"""A search with Ray Tune: begun, or taken up where it was broken off, and done to its end."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bridge.errors import BridgeError
from bridge.offline.cluster import INSTALL, joined
from models.search.begun import agree
from models.search.progress import watched
from models.search.results import trials_of
from models.search.settings import SearchSettings
from models.search.trial import METRIC, Trainable, work
from models.search.trials import Trials
from models.search.ways import random

TRIES = 3
"""How often a trial may begin again from its checkpoint, as after the death of its node."""
KEPT = 2
"""Checkpoints kept of a trial: one to go on from, and one more while the newest is not yet known to all."""
ROOT = Path(__file__).resolve().parents[2]
RAY = {
    "TUNE_GLOBAL_CHECKPOINT_S": "0",  # the state of the search is kept after each event
    "TUNE_DISABLE_SIGINT_HANDLER": "1",  # Ctrl-C breaks off; Ray would tell a page about it
    "RAY_AIR_NEW_OUTPUT": "0",  # the older way of telling how far it is can be silenced
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "1",  # who is given no GPU sees none
}
"""How Ray is to behave, by its environment."""


def search(
    trainable: Trainable,
    space: Mapping[str, Any],
    settings: SearchSettings,
    searcher: Any = None,
    scheduler: Any = None,
) -> Trials:
    """Try settings out of ``space`` (Ray Tune's distributions by name) and give all trials.

    A search of that name that was broken off goes on: no trial that had finished runs again, those that had
    begun go on from their last checkpoint, those that failed are tried again. ``searcher`` and ``scheduler``
    are Ray Tune's; without them settings are drawn at random, and every trial runs to its end. Raises
    `BridgeError` when Ray Tune is not installed, the cluster does not answer or is too small for a trial, or
    the search of that name was begun with other settings.
    """
    ray_tune()
    agree(space, settings, searcher, scheduler)
    os.environ.update(RAY)
    with joined(settings.address or "local", **_carried(settings)) as ray:
        resources = _resources(ray, settings)
        job = tuner(
            partial(work, trainable, settings.iterations), resources, space, settings, searcher, scheduler
        )
        with watched(settings), _quiet():
            grid = job.fit()
        return Trials(settings.metric, trials_of(grid, settings.iterations))


@contextmanager
def _quiet() -> Iterator[None]:
    """Ray Tune says nothing: why a trial failed is in its folder, and in the table that it did."""
    log = logging.getLogger("ray.tune")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


def ray_tune() -> Any:
    """``ray.tune``. Raises `BridgeError` when it is not installed."""
    try:
        from ray import tune
    except ImportError:
        raise BridgeError(f"Ray Tune is not installed: {INSTALL}") from None
    return tune


def tuner(
    job: Any,
    resources: Mapping[str, float],
    space: Mapping[str, Any],
    settings: SearchSettings,
    searcher: Any,
    scheduler: Any,
) -> Any:
    """Ray's ``Tuner`` of a search: restored where it was broken off, else a new one."""
    tune = ray_tune()
    job = tune.with_resources(job, dict(resources))
    place = str(settings.place)
    if tune.Tuner.can_restore(place):
        return tune.Tuner.restore(place, job, resume_errored=True, param_space=dict(space))
    how = tune.TuneConfig(
        metric=METRIC,
        mode="min",
        num_samples=settings.samples,
        max_concurrent_trials=settings.concurrent,
        search_alg=searcher or random(settings).searcher,
        scheduler=scheduler,
        trial_dirname_creator=folder_name,
        reuse_actors=True,  # a worker takes seconds to begin
    )
    where = tune.RunConfig(
        name=settings.name,
        storage_path=str(settings.folder.resolve()),
        failure_config=tune.FailureConfig(max_failures=TRIES),
        checkpoint_config=tune.CheckpointConfig(num_to_keep=KEPT),
        verbose=0,
    )
    return tune.Tuner(job, param_space=dict(space), tune_config=how, run_config=where)


def folder_name(trial: Any) -> str:
    """A trial's folder: Ray's own would be as long as all its settings."""
    return f"trial-{trial.trial_id}"


def _carried(settings: SearchSettings) -> dict[str, Any]:
    """What Ray is begun with: on a cluster, the code of this checkout goes with the search."""
    if settings.address is None:
        return {"include_dashboard": False}
    code = [str(ROOT / package) for package in ("bridge", "models")]
    return {"runtime_env": {"py_modules": code, "env_vars": RAY}}


def _resources(ray: Any, settings: SearchSettings) -> dict[str, float]:
    """What a trial takes. Raises `BridgeError` when no node has as much: Ray would wait for ever."""
    nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    gpus = settings.gpus
    if gpus is None:
        gpus = float(any(node.get("GPU", 0.0) >= 1.0 for node in nodes))
    wanted = {"CPU": settings.cpus, "GPU": gpus}
    if not any(all(node.get(name, 0.0) >= count for name, count in wanted.items()) for node in nodes):
        raise BridgeError(f"no node has {settings.cpus:g} cores and {gpus:g} GPUs: ask less for a trial")
    return wanted
