"""The command line as a person and a shell see it: help, exit codes, one line for each mistake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bridge import __version__
from bridge.cli.main import COMMANDS, main

HEAVY = {
    "numpy",
    "onnxruntime",
    "pyo",
    "aubio",
    "matplotlib",
    "pydantic",
    "mido",
    "pythonosc",
    "jack",
    "rich",
}


def code(*arguments: str) -> int:
    """The exit code of one command, run here."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert code("--version") == 0
    assert capsys.readouterr().out.strip() == f"leaderbridge {__version__}"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert code("--help") == 0
    said = capsys.readouterr().out
    assert all(f"  {name}" in said for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example_of_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(command, "--help") == 0
    said = capsys.readouterr().out
    assert "Example" in said
    assert f"leaderbridge {command}" in said


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom bridge.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


@pytest.mark.parametrize(
    "call",
    [
        ("nonsense",),
        ("demo", "--seconds", "soon"),
        ("demo", "--seconds", "-5"),
        ("analyse",),
        ("test-clock", "--bpm", "0"),
        ("monitor", "--port", "70000"),
        ("run", "--confg", "gig.toml"),
    ],
)
def test_a_wrong_call_ends_with_2(call: tuple[str, ...]) -> None:
    assert code(*call) == 2


@pytest.mark.parametrize("command", ["run", "config", "test-clock", "devices"])
def test_a_broken_config_is_one_line_and_2(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("[clock]\nslew = 50\nbend = 50\n")
    assert code(command, "--config", str(file)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"leaderbridge: {file}: [clock]: slew = 50")


def test_debug_shows_where_and_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("[clock]\nslew = 50\nbend = 50\n")
    assert code("config", "--config", str(file), "--debug") == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "slew = 50" in said
    assert "bend = 50" in said


def test_failing_at_work_is_one_line_and_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full_disk() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(COMMANDS, "doctor", full_disk)
    assert code("doctor") == 1
    assert capsys.readouterr().err == "leaderbridge: [Errno 28] No space left on device\n"


def test_a_defect_is_named_as_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise KeyError("drums")

    monkeypatch.setitem(COMMANDS, "doctor", broken)
    assert code("doctor") == 1
    assert capsys.readouterr().err.startswith("leaderbridge: unexpected KeyError: 'drums'")


def test_the_config_printed_can_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("[clock]\nbeats_in_bar = 7\nbeat_unit = 8\n")
    assert code("config", "--config", str(file)) == 0
    printed = capsys.readouterr().out
    assert "beats_in_bar = 7" in printed
    file.write_text(printed)
    assert code("config", "--config", str(file)) == 0
    assert capsys.readouterr().out == printed
