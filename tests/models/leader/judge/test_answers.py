"""Answers kept on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from models.leader.judge import answers
from models.leader.takes import Answer, Heard


def test_an_answer_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    answers.write(tmp_path / "deep" / "a.npz", Answer(bpm=np.array([1.0, 2.0]), beats=np.array([])))
    back = answers.read(tmp_path / "deep" / "a.npz")
    assert back.bpm is not None
    assert back.bpm.tolist() == [1.0, 2.0]
    assert back.beats is not None
    assert back.shares is None
    assert not list(tmp_path.rglob("*.part"))


def test_what_was_heard_or_true_otherwise_is_kept_elsewhere(band: Heard, tmp_path: Path) -> None:
    here = answers.place(tmp_path, "v", "model, octave held", band)
    assert here == answers.place(tmp_path, "v", "model, octave held", replace(band))
    assert here != answers.place(tmp_path, "v", "model, octave held", replace(band, bpm=band.bpm + 1))
    assert here != answers.place(
        tmp_path, "v", "model, octave held", replace(band, readings=band.readings[1:])
    )
    assert here.name.startswith("band_1-")
    assert here.parent.name == "model_octave_held"
