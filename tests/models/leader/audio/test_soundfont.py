"""Soundfonts keep time too."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import RATE
from models.leader.audio.render import render
from models.leader.audio.timbres import TIMBRES
from models.leader.takes import Part


@pytest.mark.parametrize(
    ("name", "pitch"), [("gm-kit-standard", 38), ("gm-piano", 52), ("gm-bass-acoustic", 40)]
)
def test_a_soundfont_plays_within_six_milliseconds(name: str, pitch: int) -> None:
    timbre = next(t for t in TIMBRES if t.name == name)
    times = np.array([0.51234, 1.25, 1.9])
    part = Part("bus", timbre.roles[0], times, np.array([1.0, 0.5, 0.9]), np.full(3, float(pitch)))
    sound = render(part, timbre, 3.0, np.random.default_rng(0))
    began = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())[0] / RATE
    assert sound.shape == (3 * RATE,)
    assert 0.0 <= began - times[0] < 0.006
