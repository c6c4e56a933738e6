"""Six seconds of a real song in stems (MUSDB18, from the package stempeg) through the whole analysis."""

from __future__ import annotations

import csv
import json
import math

import numpy as np
import pytest
import soundfile

from bridge import offline
from bridge.analysis import EARS
from bridge.config import Config
from tests import jack

pytestmark = pytest.mark.e2e

STEMS = ("drums", "bass", "other", "vocals")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The folder that `analyse` wrote about the song."""
    jack.need("ffmpeg", "ffmpeg")
    import stempeg

    sound, rate = stempeg.read_stems(stempeg.example_stem_path())
    folder = tmp_path_factory.mktemp("song")
    for name, stem in zip(STEMS, sound[1:], strict=True):
        soundfile.write(folder / f"{name}.wav", stem.astype(np.float32), int(rate))
    out = tmp_path_factory.mktemp("report")
    offline.analyse([folder], out, Config(), False, lambda done: None, ears=tuple(EARS))
    return out


def rows(report, name):
    with (report / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_table_has_ten_rows_a_second(report):
    seconds = json.loads((report / "summary.json").read_text())["duration"]
    assert len(rows(report, "tempo.csv")) == pytest.approx(10 * seconds, abs=2)
    assert len(rows(report, "leader.csv")) == len(rows(report, "tempo.csv"))
    assert len(rows(report, "buses.csv")) == 4 * len(rows(report, "tempo.csv"))


def test_every_stem_is_heard(report):
    loudest = {
        name: max(float(r["level_dbfs"]) for r in rows(report, "buses.csv") if r["bus"] == name)
        for name in STEMS
    }
    assert all(level > -60 for level in loudest.values()), loudest


def test_the_drums_strike_and_the_bass_has_a_pitch(report):
    buses = rows(report, "buses.csv")
    strikes = sum(int(r["onsets"]) for r in buses if r["bus"] == "drums")
    pitches = [float(r["pitch_hz"]) for r in buses if r["bus"] == "bass" and float(r["pitch_hz"]) > 0]
    assert strikes >= 6
    assert 40 < np.median(pitches) < 70
    assert len(pitches) > 30


def test_the_shares_of_each_row_add_up_to_one(report):
    for row in rows(report, "leader.csv"):
        assert math.isclose(sum(float(row[name]) for name in (*STEMS, "none")), 1.0, abs_tol=2e-3)


def test_a_beat_is_found_in_six_seconds(report):
    beats = [float(r["time"]) for r in rows(report, "beats.csv")]
    assert len(beats) >= 2
    assert (report / "report.png").stat().st_size > 10_000
