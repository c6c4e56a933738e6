"""Tiny stand-ins for what is rendered: clips of tones, each instrument with a pitch of its own."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.types import RATE
from models.activity.clips import EVERY, LABELS, SAMPLES, clips
from models.activity.data.pool import Pool, Scenes

CLIPS = 10


def tone(label: int, rng: np.random.Generator) -> np.ndarray:
    """A few seconds that a network can tell from those of another label."""
    n = (CLIPS - 1) * EVERY + SAMPLES
    sound = 0.3 * np.sin(2 * np.pi * 110 * 2 ** (label / 3) * np.arange(n) / RATE)
    return (sound + rng.normal(0, 1e-4, n)).astype(np.float32)


@pytest.fixture(scope="session")
def pool() -> Pool:
    rng = np.random.default_rng(0)
    labels = [*range(len(LABELS)), -1]
    sounds = [tone(i, rng) if i >= 0 else rng.normal(0, 0.1, SAMPLES + (CLIPS - 1) * EVERY) for i in labels]
    frames = np.concatenate([clips(sound.astype(np.float32)) for sound in sounds]).astype(np.float16)
    number = np.repeat(np.arange(len(labels)), CLIPS)
    share = np.ones(len(number), np.float32)
    return Pool(frames, np.array(labels)[number], share, number, np.array([str(i) for i in labels]))


@pytest.fixture(scope="session")
def scenes(pool: Pool) -> Scenes:
    kept = pool.frames[: len(LABELS) * CLIPS]
    truth = np.eye(len(LABELS), dtype=bool)[pool.label[: len(kept)]]
    return Scenes(kept.reshape(len(LABELS), CLIPS, *kept.shape[1:]), truth.reshape(len(LABELS), CLIPS, -1))
