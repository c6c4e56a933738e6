"""What the command line asks of the judge."""

from __future__ import annotations

import json
from pathlib import Path

from bridge.errors import BridgeError
from models.leader.judge import pictures, tables
from models.leader.judge.candidates import Files
from models.leader.judge.evaluate import Wanted, added
from models.leader.judge.evaluate import evaluate as judge
from models.leader.judge.scores import Job
from models.leader.judge.sets import USUAL, learning


def evaluate(out: Path, files: Files, wanted: Wanted, workers: int) -> str:
    """Judge, write figures into ``out`` and pictures beside it; gives the tables.

    Raises `BridgeError` for what cannot be judged.
    """
    found = added(out, judge(Job(files, learning, workers=workers), wanted))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False))
    drawn = ", ".join(map(str, pictures.draw(found, out)))
    return f"{tables.everything(found)}\n{out}, {drawn}"


def set_names(told: str | None) -> tuple[str, ...]:
    """Names of sets with commas between them; the usual ones where none are told."""
    return tuple(told.split(",")) if told else USUAL


def named(other: str) -> tuple[str, Path]:
    """A model file with a name of its own, told as NAME=FILE; `BridgeError` for anything else."""
    name, equals, path = other.partition("=")
    if not (name and equals and path):
        raise BridgeError(f"--other {other}: say NAME=FILE, as in --other 'seed 2=build/seed2.onnx'")
    return name, Path(path)
