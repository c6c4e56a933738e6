"""Answers kept on disk, so that a broken evaluation goes on where it stopped."""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields
from pathlib import Path

import numpy as np

from models.leader.files import BUILT, keep
from models.leader.takes import Answer, Heard

FOLDER = BUILT / "answers"


def plain(name: str) -> str:
    """A name as a file may bear it."""
    return re.sub(r"[^\w.+-]+", "_", name)


def digest(heard: Heard) -> str:
    """Short hash of all that a way may hear, and of the truth: another take of the same name is another."""
    seen = hashlib.sha256(repr((heard.buses, heard.roles, len(heard.readings))).encode())
    for array in (heard.bpm, heard.leader, heard.beats):
        seen.update(np.ascontiguousarray(array).tobytes())
    onsets = [(r.t, r.arrived) for r in heard.readings if r.kind == "onset"]
    seen.update(np.array(onsets, dtype=float).tobytes())
    return seen.hexdigest()[:12]


def place(folder: Path, version: str, way: str, heard: Heard) -> Path:
    """Where the answer of a way, made by a ``version`` of it, on what was heard is kept."""
    return folder / version / plain(way) / f"{plain(heard.name)}-{digest(heard)}.npz"


def write(path: Path, answer: Answer) -> None:
    """Keep an answer."""
    told = {field.name: getattr(answer, field.name) for field in fields(Answer)}
    keep(path, {name: array for name, array in told.items() if array is not None})


def read(path: Path) -> Answer:
    """A kept answer."""
    with np.load(path) as arrays:
        return Answer(**{name: arrays[name] for name in arrays.files})
