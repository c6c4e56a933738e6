"""What a finished demo or analysis prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.cli.summary import print_summary, rows

DEMO = {
    "duration": 60.0,
    "speed": 8.21,
    "tempo_mae_bpm": 0.4,
    "tempo_acc1": 0.97,
    "leader_accuracy": 0.8,
    "leader_chance": 0.25,
    "tick_error_ms_median": 3.21,
    "tick_error_ms_p95": None,
    "samples_lost": 0,
    "settings": {},
}


def test_each_figure_that_is_there_gets_a_row_and_no_other() -> None:
    table = dict(rows(DEMO))
    assert table["tempo error (mean)"] == "0.40 BPM"
    assert table["samples lost"] == "0"
    assert len(table) == 8


def test_the_files_and_the_picture_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tempo.csv").touch()
    print_summary(DEMO, tmp_path)
    said = capsys.readouterr().out
    assert str(tmp_path / "tempo.csv") in said
    assert f"picture: {tmp_path / 'report.png'}" in said


def test_a_figure_that_could_not_be_judged_has_no_row():
    assert rows({"leader_precision": float("nan")}) == []
