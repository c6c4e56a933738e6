"""Answers kept on disk, so that a broken evaluation goes on where it stopped."""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields
from pathlib import Path

import numpy as np

from models.leader.takes import Answer, Heard

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "build" / "leader" / "answers"


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


def code(*folders: str) -> str:
    """Short hash of the Python files in folders of the repository: what they made goes stale with it."""
    seen = hashlib.sha256()
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def place(folder: Path, version: str, way: str, heard: Heard) -> Path:
    """Where the answer of a way, made by a ``version`` of it, on what was heard is kept."""
    return folder / version / plain(way) / f"{plain(heard.name)}-{digest(heard)}.npz"


def write(path: Path, answer: Answer) -> None:
    """Keep an answer; written aside and renamed, so that no half a file is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {field.name: getattr(answer, field.name) for field in fields(Answer)}
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **{name: array for name, array in told.items() if array is not None})
    part.rename(path)


def read(path: Path) -> Answer:
    """A kept answer."""
    with np.load(path) as arrays:
        return Answer(**{name: arrays[name] for name in arrays.files})
