"""``analyse`` and ``demo --fast`` as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bridge.cli.main import main

RATE = 44_100
TABLES = (
    *("tempo.csv", "beats.csv", "leader.csv", "buses.csv", "onsets.csv"),
    *("summary.json", "report.html", "report.jams", "report.png"),
)


def leaderbridge(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def clicks(path: Path, bpm: float, seconds: float) -> Path:
    """A file of short noises, ``bpm`` a minute."""
    sound = np.zeros(int(seconds * RATE), np.float32)
    burst = np.random.default_rng(1).normal(0, 0.2, 800).astype(np.float32) * np.exp(-np.arange(800) / 150)
    for start in range(0, len(sound) - 800, round(60 * RATE / bpm)):
        sound[start : start + 800] += burst.astype(np.float32)
    soundfile.write(path, sound, RATE)
    return path


def test_stems_become_tables_and_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stems = [clicks(tmp_path / "808 Kick.wav", 120, 12), clicks(tmp_path / "bass.flac", 60, 12)]
    out = tmp_path / "report"
    assert leaderbridge("analyse", *stems, "-o", out) == 0
    assert [name for name in TABLES if not (out / name).stat().st_size] == []
    assert json.loads((out / "summary.json").read_text())["buses"] == ["b808_kick", "bass"]
    said = capsys.readouterr().out
    assert str(out / "tempo.csv") in said
    assert f"picture: {out / 'report.png'}" in said


def test_only_the_ears_that_are_asked_for_listen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stems = [clicks(tmp_path / "a.wav", 120, 4), clicks(tmp_path / "b.wav", 60, 4)]
    out = tmp_path / "report"
    assert leaderbridge("analyse", *stems, "--ears", "onsets,pitch", "-o", out) == 0
    assert json.loads((out / "summary.json").read_text())["ears"] == ["pitch", "onsets"]
    rows = [line.split(",") for line in (out / "buses.csv").read_text().splitlines()[1:]]
    assert {row[2] for row in rows} == {""}, "no tempo without its ear"
    assert any(row[3] for row in rows)
    assert leaderbridge("analyse", *stems, "--ears", "nose", "-o", out) == 2
    assert "none called 'nose'" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["missing", "no audio", "another length"])
def test_stems_that_cannot_be_used_are_one_line_and_nothing_is_written(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = clicks(tmp_path / "a.wav", 120, 4), tmp_path / "b.wav"
    if broken == "no audio":
        bad.write_text("RIFF, or so")
    if broken == "another length":
        clicks(bad, 120, 2)
    assert leaderbridge("analyse", good, bad, "-o", tmp_path / "report") == 2
    said = capsys.readouterr().err
    assert said.startswith("leaderbridge: ")
    assert said.count("\n") == 1
    assert "b.wav" in said
    assert not (tmp_path / "report").exists()


def test_a_short_stem_can_be_padded(tmp_path: Path) -> None:
    stems = [clicks(tmp_path / "a.wav", 120, 4), clicks(tmp_path / "b.wav", 120, 2)]
    assert leaderbridge("analyse", *stems, "--pad", "-o", tmp_path / "report") == 0


def test_a_fast_demo_ends_with_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo"
    assert leaderbridge("demo", "--fast", "--seconds", "10", "--seed", "3", "--out", out) == 0
    written = {path.name for path in out.iterdir()}
    assert {*TABLES, "truth.csv", "truth_beats.csv", "clock.csv"} <= written
    said = capsys.readouterr().out
    assert "leader named" in said
    assert "samples lost" in said


def test_the_demo_keeps_its_audio_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    assert leaderbridge("demo", "--fast", "--seconds", "4", "--keep-audio", "--out", out) == 0
    sounds = [path for path in out.rglob("*") if path.suffix in {".wav", ".flac"}]
    assert len(sounds) == 4
    assert all(abs(soundfile.info(path).duration - 4) < 0.1 for path in sounds)
