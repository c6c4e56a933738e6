"""The doctor on this machine: every check runs for real, and each answer can be acted on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.cli.main import main
from bridge.doctor import examine
from bridge.doctor.finding import Finding


def test_whatever_is_not_ok_comes_with_its_fix(tmp_path: Path) -> None:
    findings = examine(tmp_path / "none.toml")
    assert len(findings) >= 9
    assert all(finding.fix for finding in findings if finding.verdict != "ok")
    assert all("\n" not in finding.found + finding.fix for finding in findings)


def test_each_check_has_a_name_of_its_own() -> None:
    names = [finding.check for finding in examine()]
    assert len(set(names)) == len(names)


def test_each_check_is_in_the_page_on_troubles() -> None:
    page = (Path(__file__).parents[2] / "docs" / "troubleshooting.md").read_text()
    kinds = {finding.check.partition(":")[0] for finding in examine(seconds=1.0)} - {"sound"}
    assert all(f"`{kind}" in page for kind in kinds), kinds


def test_a_finding_that_is_not_ok_cannot_be_made_without_a_fix() -> None:
    with pytest.raises(ValueError, match="needs a fix"):
        Finding("JACK", "fail", "is not there")


def test_json_is_the_same_findings_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("[clock]\nslew = 50\n")
    with pytest.raises(SystemExit) as left:
        main(["doctor", "--json", "--config", str(file)])
    assert left.value.code == 1
    rows = json.loads(capsys.readouterr().out)
    config = next(row for row in rows if row["check"] == "config")
    assert config["verdict"] == "fail"
    assert "slew = 50" in config["found"]
    assert str(file) in config["fix"]


def test_the_list_names_each_check_and_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "--config", str(tmp_path / "none.toml")])
    said = capsys.readouterr().out
    assert "FAIL  config:" in said
    assert "fix: edit" in said


@pytest.mark.e2e
def test_a_running_jack_server_is_found(jackd: str, tmp_path: Path) -> None:
    file = tmp_path / "gig.toml"
    file.write_text(f'[audio]\nbackend = "jack"\nserver = "{jackd}"\n')
    (server,) = [finding for finding in examine(file) if finding.check == "JACK server"]
    assert server.verdict == "ok"
    assert "48000 Hz" in server.found
