"""aubio's ways and the inter-onset tracker on a band of known tempo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.errors import BridgeError
from bridge.types import RATE
from models.leader.baselines import aubio_ways, intervals
from models.leader.baselines.ways import nearest
from models.leader.takes import Heard

WAYS = (aubio_ways.median_tempo, aubio_ways.mix_tempo, aubio_ways.nearest_to_mix, intervals.tracker)


@pytest.mark.parametrize("way", WAYS)
def test_a_steady_band_is_told_its_tempo(way, band: Heard) -> None:
    assert np.median(way(band).bpm[100:]) == pytest.approx(110.0, rel=0.03)


def test_the_mix_is_heard_from_its_file(band: Heard, tmp_path: Path) -> None:
    sound = np.zeros(20 * RATE, dtype=np.float32)
    sound[:: RATE * 60 // 90] = 0.9
    soundfile.write(tmp_path / "mix.wav", sound, RATE)
    answer = aubio_ways.mix_tempo(replace(band, mix=tmp_path / "mix.wav"))
    assert answer.bpm[150] == pytest.approx(90.0, rel=0.02)
    assert np.median(np.diff(answer.beats)) == pytest.approx(60 / 90, rel=0.02)


def test_a_mix_in_another_form_is_refused(band: Heard, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "mix.wav", np.zeros((100, 2)), 48_000)
    with pytest.raises(BridgeError, match="2 channels at 48000 Hz"):
        aubio_ways.mix_tempo(replace(band, mix=tmp_path / "mix.wav"))


def test_the_nearest_bus_is_the_oracles(band: Heard) -> None:
    error = np.abs(aubio_ways.nearest_bus(band).bpm - band.bpm)
    assert np.all(error <= np.abs(aubio_ways.nearest_to_mix(band).bpm - band.bpm))


def test_an_unknown_tempo_is_near_to_nothing() -> None:
    assert list(nearest(np.array([[0.0, 300.0], [95.0, 300.0]]), np.array([10.0, 90.0]))) == [1, 0]


@pytest.mark.parametrize("seconds", [0.4, 0.6])
def test_a_histogram_of_a_pulse_speaks_for_its_period(seconds: float) -> None:
    marks = np.zeros(96)
    for multiple in (1, 2, 3, 4):
        marks[round(24 * np.log2(seconds * multiple / 0.2))] += 1.0
    assert intervals.period_of(marks) == pytest.approx(seconds, rel=0.03)


def test_an_empty_histogram_speaks_for_none() -> None:
    assert intervals.period_of(np.zeros(96)) == 0.0
