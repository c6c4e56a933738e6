"""The commands."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from models.leader.paper.__main__ import app, main


@pytest.mark.parametrize("command", ["dataset", "pca", "table1", "table2", "figures", "report"])
def test_every_command_says_what_it_does(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"])
    assert said.exit_code == 0
    assert "Usage" in said.output


def test_the_help_has_examples() -> None:
    assert (
        "python -m models.leader.paper table2 authors --samples 4"
        in CliRunner().invoke(app, ["--help"]).output
    )


def test_an_unknown_source_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["paper", "dataset", "radio"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "authors, excerpt, ensembles, musdb" in line
