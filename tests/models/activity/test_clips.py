"""Training sees what the bridge sees."""

from __future__ import annotations

import numpy as np

from bridge.analysis.mel import Clips
from bridge.types import RATE, Block
from models.activity.clips import LENGTH, MEL, clips


def test_clips_of_a_file_are_those_that_the_bridge_hears_live() -> None:
    sound = np.random.default_rng(0).normal(0, 0.1, 512 * 300).astype(np.float32)
    live = Clips(MEL, LENGTH)
    blocks = [Block("bus", i, RATE, sound[i : i + 512]) for i in range(0, len(sound), 512)]
    heard = [clip.frames for block in blocks for clip in live.push(block)]
    np.testing.assert_array_equal(clips(sound), np.stack(heard))
    assert len(heard) == 3


def test_less_than_a_clip_is_none() -> None:
    assert clips(np.zeros(1000, np.float32)).shape == (0, LENGTH, MEL.bands)
