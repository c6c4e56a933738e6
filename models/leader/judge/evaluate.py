"""All figures of a model: on each set, the controls, the closed loop, and how the goals stand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed
from rich.progress import track

from bridge.leader.network import Network
from models.leader.data.stems import data_folder
from models.leader.judge import closed_loop, controls, goals, real
from models.leader.judge.figures import figures
from models.leader.judge.ours import Listener, raw
from models.leader.judge.scores import Job, score
from models.leader.judge.sets import judged_set

CONTROLLED = "B"
"""The set whose first pieces the controls are made on."""
CONTROLS, LOOPS = 20, 5
"""Pieces of the controls, and closed loops of each gain (a seed each), where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """``sets`` by name, how many pieces of each (``limit``, None for all) and for the
    ``controls``, and how many closed ``loops`` a gain."""

    sets: Sequence[str]
    limit: int | None = None
    controls: int = CONTROLS
    loops: int = LOOPS


def evaluate(job: Job, wanted: Wanted) -> dict[str, Any]:
    """All that is wanted, as JSON can hold it.

    Raises `BridgeError` for an unknown set, one that is not built, or data that are not there.
    """
    network = Network.load(job.files.model)
    sets = {name: judge_set(job, name, wanted.limit) for name in wanted.sets}
    return {
        "model": {
            "name": network.contract.name,
            "sha256": network.sha256,
            "trained": network.contract.trained,
            "others": [name for name, _ in job.files.others],
        },
        "limit": wanted.limit,
        "sets": sets,
        "controls": judge_controls(job, wanted) if CONTROLLED in wanted.sets else [],
        "closed loop": judge_loops(job, wanted.loops),
        "goals": told_goals(sets),
    }


def judge_set(job: Job, name: str, limit: int | None) -> dict[str, Any]:
    """The figures of one set."""
    judged = judged_set(name)
    scores = score(job, judged.conditions, judged.first(limit), limit, name)
    extra = real.EXTRAS[name](scores, data_folder()) if name in real.EXTRAS else {}
    return {"about": judged.about, **figures(scores), **extra}


def judge_controls(job: Job, wanted: Wanted) -> list[dict[str, Any]]:
    """The controls, of the network without anything after it."""
    pieces = min(wanted.limit or wanted.controls, wanted.controls)
    heards = list(judged_set(CONTROLLED).first(pieces))
    found = controls.controls(Listener(job.files.model, raw), heards)
    return [{**asdict(control), "kept": control.kept} for control in found]


def judge_loops(job: Job, loops: int) -> list[dict[str, Any]]:
    """The closed loops, ``loops`` of each gain."""
    runs = [(gain, seed) for gain in closed_loop.GAINS for seed in range(1, loops + 1)]
    pool = Parallel(n_jobs=job.workers, return_as="generator")
    done = pool(delayed(closed_loop.closed_loop)(job.files.model, gain, seed) for gain, seed in runs)
    return [asdict(loop) for loop in track(done, "closed loop", total=len(runs))]


def told_goals(sets: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each goal with its figure, and whether it is met and by how much."""
    return [
        {
            "set": v.goal.set,
            "what": v.goal.what,
            "bound": v.goal.bound,
            "better": v.goal.better,
            "way": v.way,
            "value": v.value,
            "margin": v.margin,
            "told": v.told,
        }
        for v in goals.judged(sets)
    ]


def added(before: Path, new: Mapping[str, Any]) -> dict[str, Any]:
    """New figures put over those of the same model in a file, so that sets can be judged one at a time."""
    old = json.loads(before.read_text()) if before.exists() else {}
    if old.get("model", {}).get("sha256") != new["model"]["sha256"] or old.get("limit") != new["limit"]:
        return dict(new)
    sets = {**old["sets"], **new["sets"]}
    kept = {name: new[name] or old[name] for name in ("controls", "closed loop")}
    return {**new, "sets": sets, **kept, "goals": told_goals(sets)}
