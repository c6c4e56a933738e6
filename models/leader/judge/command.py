"""What the command line asks of the judge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bridge.errors import BridgeError
from models.leader.judge import pictures, tables
from models.leader.judge.candidates import Files
from models.leader.judge.evaluate import Wanted, added
from models.leader.judge.evaluate import evaluate as judge
from models.leader.judge.scores import Job
from models.leader.judge.sets import USUAL, learning


def evaluate(
    out: Path,
    model: Path | None,
    others: Sequence[str],
    sets: str | None,
    limit: int | None,
    workers: int,
) -> str:
    """Judge, write figures into ``out`` and pictures beside it; gives the tables.

    ``others`` are NAME=FILE, ``sets`` names with commas between them. Raises `BridgeError` for what cannot
    be judged.
    """
    names = tuple(sets.split(",")) if sets else USUAL
    job = Job(Files(model, tuple(_named(other) for other in others)), learning, workers=workers)
    found = added(out, judge(job, Wanted(names, limit)))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False))
    drawn = ", ".join(map(str, pictures.draw(found, out)))
    return f"{tables.everything(found)}\n{out}, {drawn}"


def _named(other: str) -> tuple[str, Path]:
    name, equals, path = other.partition("=")
    if not (name and equals and path):
        raise BridgeError(f"--other {other}: say NAME=FILE, as in --other 'seed 2=build/seed2.onnx'")
    return name, Path(path)
