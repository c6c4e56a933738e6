"""``report-bug``: one readable file, whatever state the bridge is in, with nothing private in it."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

import pytest

from bridge.app.log import LOG, log_file, logged
from bridge.cli.main import main
from bridge.doctor import bug_report
from bridge.doctor.bug_report import PARTS, last_minutes, report
from bridge.doctor.privacy import Person


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of a user of this test's own, with nothing in it."""
    home = tmp_path / "giulia"
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LOGNAME", "giulia_r")
    monkeypatch.setattr(socket, "gethostname", lambda: "stagebox.example")
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that ask the machine take seconds; two tests see what they say."""
    monkeypatch.setattr(bug_report, "_said", lambda *words: "not asked in this test")


def written(home: Path, *words: str) -> str:
    """The file that the command writes."""
    with pytest.raises(SystemExit) as left:
        main(["report-bug", "--out", "report.txt", *words])
    assert not left.value.code
    return (home / "report.txt").read_text()


def test_it_has_every_part_and_says_where_it_is_and_what_to_do(home: Path, capsys) -> None:
    text = written(home)
    assert all(f"== {title} ==" in text for title in PARTS)
    assert "could not be had" not in text
    assert "leaderbridge 0" in text
    assert "pyo 1." in text
    assert "ok    python:" in text
    assert "MIDI outputs" in text
    said = capsys.readouterr().out
    assert said.splitlines()[0] == str(home / "report.txt")
    assert "Read it" in said


def test_what_is_planted_does_not_come_out(home: Path) -> None:
    gigs = home / "my secret gigs"
    gigs.mkdir()
    file = gigs / "secret.toml"
    file.write_text(
        '[osc]\ntargets = ["192.168.7.20:9701", "desk-mac:9701"]\n'
        '[leader]\nmodel = "/Volumes/secret disk/leader.onnx"\n'
    )
    with logged():
        LOG.warning("giulia_r on stagebox read %s", file)
        LOG.warning("OSC target 'desk-mac:9701': host 'desk-mac' is not known here")
    text = written(home, "--config", str(file))
    for secret in ("secret", "giulia", "stagebox", "desk-mac", "192.168", str(home.parent)):
        assert secret not in text.casefold(), secret
    assert "NAME on NAME read PATH" in text
    assert '"ADDRESS:9701"' in text


def test_with_a_broken_config_it_says_so_and_shows_it(home: Path, unasked: None) -> None:
    file = home / "gig.toml"
    file.write_text("[clock]\nslew = 50\n")
    text = written(home, "--config", str(file))
    assert "it cannot be used: PATH: [clock]: slew = 50" in text
    assert "\n[clock]\nslew = 50\n" in text
    file.write_bytes(b"\xff\x00 = [")
    assert "it cannot be used" in written(home, "--config", str(file))


def test_a_config_that_is_not_there_is_said(home: Path, unasked: None) -> None:
    assert "no file" in written(home, "--config", "none.toml")


def test_after_a_crash_the_log_says_why(home: Path, unasked: None) -> None:
    def crash() -> None:
        with logged():
            raise KeyError("drums")

    with pytest.raises(KeyError):
        crash()
    text = written(home)
    assert "it failed" in text
    assert "KeyError: 'drums'" in text
    assert "in crash" in text


def test_what_cannot_be_had_is_said_in_its_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log_file().mkdir(parents=True)  # a folder in the log's place
    monkeypatch.setattr(bug_report, "PATIENCE", 0.01)
    text = report()
    assert "could not be had: IsADirectoryError" in text
    assert "no answer within 0.01 s" in text


def test_a_file_that_cannot_be_written_is_one_line_and_2(home: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(bug_report, "report", lambda config: "")
    with pytest.raises(SystemExit) as left:
        main(["report-bug", "--out", "none/report.txt"])
    assert left.value.code == 2
    assert "--out FILE" in capsys.readouterr().err


def test_the_last_minutes_count_back_from_the_last_line() -> None:
    lines = [
        "2020-01-01T10:00:00,000 1 INFO old",
        "  of old",
        "2020-01-01T11:55:00,000 1 INFO new",
        "  of new",
    ]
    assert last_minutes([*lines, "2020-01-01T12:00:00,000 1 INFO last"]) == [
        *lines[2:],
        "2020-01-01T12:00:00,000 1 INFO last",
    ]
    assert last_minutes([]) == []
    assert last_minutes(["no time at all"]) == ["no time at all"]


def test_the_person_is_whoever_runs_it(home: Path) -> None:
    person = Person.here()
    assert person.home == str(home)
    assert {"stagebox", getpass.getuser()} <= set(person.names)
