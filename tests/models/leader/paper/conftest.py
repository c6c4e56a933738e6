"""Small tables, and stems that click."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from bridge.types import F32, RATE
from models.leader.paper.sources import Track
from models.leader.paper.table import Piece, Table
from models.leader.takes import F64


def piece(name: str, bpm: float, rows: int = 200, ours: float | None = None) -> Piece:
    """A piece whose mix rises from ``bpm`` by 1 each ten rows; its stems are off by −20, −2, 5 and 30."""
    mix = bpm + np.arange(rows) // 10
    values = np.zeros((rows, 5, 3))
    values[:, 0, 0] = mix
    values[:, 1:, 0] = mix[:, None] + np.array([-20.0, -2.0, 5.0, 30.0])
    values[:, :, 1], values[:, :, 2] = 220.0, 0.01
    return Piece(
        Table(name, np.arange(rows) * 0.01, values),
        None if ours is None else np.full(rows, ours),
        None if ours is None else np.asarray(mix, dtype=float),
    )


def clicks(bpm: float, seconds: float, late: float = 0.0) -> F32:
    """A click on each beat, over noise that is hardly heard."""
    rng = np.random.default_rng(0)
    sound = 1e-4 * rng.standard_normal(round(seconds * RATE))
    burst = rng.standard_normal(800) * np.exp(-np.arange(800) / 150.0)
    for start in np.arange(late, seconds - 0.1, 60.0 / bpm):
        at = round(start * RATE)
        sound[at : at + 800] += 0.5 * burst
    return sound.astype(np.float32)


@pytest.fixture
def one() -> list[Piece]:
    return [piece("a", 100.0)]


@pytest.fixture
def six() -> list[Piece]:
    return [piece(name, bpm, ours=bpm + 3.0) for name, bpm in zip("abcdef", range(80, 140, 10), strict=True)]


@pytest.fixture(scope="session")
def band() -> Track:
    """Mix and four stems that all click at 120 BPM for 8 s."""
    sounds = np.stack([clicks(120.0, 8.0)] * 5)
    truth: F64 = np.full(80, 120.0)
    return Track("band", sounds, truth)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Networks as small as these only wait for each other's threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
