"""The log keeps what was said, ends at its bound, and is in nobody's way."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bridge.app import log
from bridge.app.log import EVERY, LOG, OLDER, SIZE, counters, logged, logging_too
from bridge.errors import BridgeError
from bridge.status import Status
from bridge.types import State

STATUS = Status(
    t=0.0,
    bpm=120.5,
    confidence=0.9,
    state=State.FOLLOWING,
    leader="drums",
    leader_confidence=0.8,
    beat=(3, 2),
    levels={"drums": -12.0, "bass": -90.0},
    shares={},
    samples_lost=7,
    xruns=2,
    late=1,
    outputs={"jack": "480 sent, 1 connected"},
)


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_what_was_said_is_kept_with_its_time(tmp_path: Path) -> None:
    file = tmp_path / "new" / "x.log"
    with logged(file):
        LOG.warning("the audio process had ended")
    first, said, last = lines(file)
    assert "begins" in first
    assert said.endswith(f"{os.getpid()} WARNING the audio process had ended")
    assert last.endswith("it ends")
    assert len(said.split()[0]) == len("2026-11-22T00:10:00,123")


def test_the_files_never_grow_beyond_their_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.log"
    monkeypatch.setattr(log, "SIZE", 10_000)
    with logged(file):
        for number in range(2_000):
            LOG.info("%05d %s", number, "x" * 60)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + OLDER
    assert all(path.stat().st_size <= 10_000 for path in files)
    assert "01999" in lines(file)[-2]


def test_eight_hours_of_counters_fit(tmp_path: Path) -> None:
    many = replace(STATUS, levels={f"bus_{k}": -12.0 for k in range(16)}, outputs={"jack": "x" * 200})
    line = len(counters(many)) + 60
    assert line * 8 * 3600 / EVERY < SIZE * (1 + OLDER)


def test_a_second_run_goes_on_in_the_same_file(tmp_path: Path) -> None:
    for _ in range(2):
        with logged(tmp_path / "x.log"):
            pass
    assert len(lines(tmp_path / "x.log")) == 4


def test_how_things_stand_is_written_every_ten_seconds_and_shown_each_time(tmp_path: Path) -> None:
    seen: list[Status] = []
    show = logging_too(seen.append)
    with logged(tmp_path / "x.log"):
        for tenth in range(250):
            show(replace(STATUS, t=tenth / 10))
    assert len(seen) == 250
    counts = [line for line in lines(tmp_path / "x.log") if "BPM" in line]
    assert len(counts) == 3
    for part in ("120.50 BPM", "following", "leader drums", "lost 7", "2 xruns", "drums -12", "480 sent"):
        assert part in counts[0]


def test_an_error_for_people_is_a_line_and_a_defect_its_traceback(tmp_path: Path) -> None:
    def failing(error: Exception) -> None:
        with logged(tmp_path / "x.log"):
            raise error

    with pytest.raises(BridgeError):
        failing(BridgeError("no JACK server"))
    assert "ERROR no JACK server" in (tmp_path / "x.log").read_text()
    assert "Traceback" not in (tmp_path / "x.log").read_text()
    with pytest.raises(ZeroDivisionError):
        failing(ZeroDivisionError("x"))
    assert "ZeroDivisionError" in (tmp_path / "x.log").read_text()


def test_where_nothing_can_be_written_all_else_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with logged(tmp_path / "file" / "x.log"):
        LOG.warning("said")
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_in_nobodys_way(capsys: pytest.CaptureFixture[str]) -> None:
    with logged(Path("/dev/full")):
        LOG.warning("said")
    assert capsys.readouterr().err == ""


def test_no_handler_is_left_behind(tmp_path: Path) -> None:
    before = list(LOG.handlers)
    with logged(tmp_path / "x.log"):
        assert LOG.handlers != before
    assert LOG.handlers == before
