"""What the leader's tests share: readings of players who keep time, and model files, good and bad."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from bridge.assets import find
from bridge.leader.columns import every_column
from bridge.leader.features import FrameBuilder
from bridge.leader.parts import PARTS
from bridge.types import TICK, Frame, Reading

BUSES = ("drums", "bass", "keys")


def played(buses: Sequence[str], interval: float, seconds: float, seed: int = 0) -> list[Reading]:
    """Onsets each ``interval`` s on every bus, 5 ms of jitter, known 50 ms later."""
    rng = np.random.default_rng(seed)
    onsets = [
        (float(t + rng.normal(0, 0.005)), bus) for bus in buses for t in np.arange(0.5, seconds, interval)
    ]
    return [Reading(bus, "onset", t, t + 0.05, 0.5) for t, bus in sorted(onsets)]


def frames_of(buses: tuple[str, ...], readings: Sequence[Reading], ticks: int) -> list[Frame]:
    """Every column of the first ticks."""
    builder, frames, coming = FrameBuilder(buses, every_column(PARTS)), [], 0
    for tick in range(1, ticks + 1):
        while coming < len(readings) and readings[coming].arrived <= tick * TICK:
            builder.hear(readings[coming])
            coming += 1
        frames.append(builder.frame(tick * TICK))
    return frames


@pytest.fixture
def model() -> Path:
    """The model that ships."""
    return find("models", "leader.onnx")


@pytest.fixture
def changed_model(model: Path, tmp_path: Path) -> Callable[[bytes, bytes], str]:
    """Makes a copy of the shipped model with bytes exchanged for others of the same length."""

    def change(old: bytes, new: bytes) -> str:
        path = tmp_path / "changed.onnx"
        shutil.copy(model, path)
        data = path.read_bytes()
        assert old in data
        assert len(old) == len(new)
        path.write_bytes(data.replace(old, new))
        return str(path)

    return change
