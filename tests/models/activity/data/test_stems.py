"""A whole session with the soundfont; needs fluidsynth."""

from __future__ import annotations

import numpy as np
import pytest

from models.activity.clips import LABELS
from models.activity.data import stems
from models.activity.data.instruments import OTHER
from models.activity.data.scores import Book
from models.leader.audio.score import Note
from models.material.sound import font, loudness

TUNE = tuple(Note(i * 0.4, 0.4, 55.0 + i % 12, 0.7) for i in range(60))


def test_a_session_has_stems_of_all_but_one_instrument_and_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stems, "SECONDS", 4.0)
    made = stems.session(np.random.default_rng(0), Book((TUNE,), (TUNE,)), font("test"), own=0.3)
    labels = [stem.label for stem in made]
    assert len(set(LABELS) - set(labels)) == 1
    assert labels.count("drums") == 2
    assert OTHER in labels
    assert any(stem.source.startswith("TimGM6mb program") for stem in made)
    for stem in made:
        assert stem.sound.shape == (4 * 44_100,)
        assert abs(loudness(stem.sound) - 1) < 1e-3
