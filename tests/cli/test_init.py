"""``leaderbridge init`` writes a config that works, and never over another."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bridge.cli.main import main
from bridge.config import Config, load


def init(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["init", *arguments])
    return int(left.value.code or 0)


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Type ``lines`` at the prompts, as a person would."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_yes_writes_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "new" / "gig.toml"
    assert init("--yes", "--config", str(file)) == 0
    written = load(file)
    assert written.bus == Config().bus
    assert written.osc == Config().osc


def test_the_answers_become_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gig.toml"
    answer(monkeypatch, "portaudio", "BlackHole 16ch", "808 Kick, Bass", "virtual", "band", "10.0.0.7:7400")
    assert init("--config", str(file)) == 0
    config = load(file)
    assert (config.audio.backend, config.audio.device) == ("portaudio", "BlackHole 16ch")
    assert [bus.name for bus in config.bus] == ["b808_kick", "bass"]
    assert [(out.kind, out.port) for out in config.midi] == [("virtual", "band")]
    assert config.osc.targets == ("10.0.0.7:7400",)


def test_a_wrong_answer_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gig.toml"
    answer(monkeypatch, "asio", "jack", "drums, bass", "none", "10.0.0.7:7400")
    assert init("--config", str(file)) == 0
    assert load(file).midi == ()


def test_answers_that_make_no_band_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "gig.toml"
    answer(monkeypatch, "jack", "drums", "none", "10.0.0.7:7400")
    assert init("--config", str(file)) == 2
    assert not file.exists()


@pytest.mark.parametrize("arguments", [("--yes",), ()])
def test_a_file_is_never_overwritten_unasked(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("# mine\n")
    answer(monkeypatch, "n")
    assert init(*arguments, "--config", str(file)) == 2
    assert file.read_text() == "# mine\n"


def test_a_person_may_overwrite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gig.toml"
    file.write_text("# mine\n")
    answer(monkeypatch, "y", "jack", "drums, bass", "none", "10.0.0.7:7400")
    assert init("--config", str(file)) == 0
    assert [bus.name for bus in load(file).bus] == ["drums", "bass"]


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert init("--yes", "--config", str(tmp_path / "file" / "gig.toml")) == 2
