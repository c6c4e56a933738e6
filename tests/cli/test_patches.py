"""``leaderbridge patches`` says what there is, and puts it where Pd and Max look."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.cli.main import main
from tests.patches.batch import batch

SONG = """#N canvas 0 0 600 400 12;
#X declare -path leaderbridge;
#X obj 10 10 declare -path leaderbridge;
#X obj 10 40 lb.beat;
#X obj 10 80 loadbang;
#X msg 10 110 \\; pd quit;
#X connect 2 0 3 0;
"""
"""As Pd saves it; a search path takes effect before the boxes are made."""


def patches(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["patches", *arguments])
    return int(left.value.code or 0)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home, in which Max 9 has been started."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    (tmp_path / "Documents" / "Max 9").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("arguments", [("--list",), ()])
def test_it_names_files_that_exist(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert patches(*arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    named = [Path(line.split(": ")[1]) for line in lines if ": /" in line]
    assert {path.suffix for path in named} >= {".pd", ".maxpat", ".tosc"}
    assert all(path.is_file() for path in named)


def test_without_options_it_says_how_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    assert patches() == 0
    assert "--install" in capsys.readouterr().out


def test_pd_finds_the_library_where_it_was_installed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert patches("--install") == 0
    assert str(home / ".local/lib/pd/extra/leaderbridge") in capsys.readouterr().out
    song = home / "song.pd"
    song.write_text(SONG)
    batch(song)


def test_max_finds_the_package_where_it_was_installed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert patches("--install") == 0
    package = home / "Documents" / "Max 9" / "Packages" / "leaderbridge"
    assert str(package) in capsys.readouterr().out
    assert (package / "package-info.json").is_file()
    assert (package / "devices" / "leaderbridge.amxd").is_file()


def test_without_a_max_it_says_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "Documents" / "Max 9").rmdir()
    assert patches("--install") == 0
    assert "start it once and install again" in capsys.readouterr().out


def test_a_changed_library_is_kept_and_that_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patches("--install")
    changed = home / ".local/lib/pd/extra/leaderbridge/lb.beat.pd"
    changed.write_text("mine")
    capsys.readouterr()
    assert patches("--install") == 0
    kept = changed.parents[1] / "leaderbridge-before-1.zip"
    assert f"kept in {kept}" in capsys.readouterr().out
    assert kept.is_file()


def test_it_copies_below_another_folder(tmp_path: Path) -> None:
    assert patches("--install", "--to", str(tmp_path / "stage")) == 0
    assert (tmp_path / "stage" / "pd" / "leaderbridge" / "lb.beat.pd").is_file()
    assert (tmp_path / "stage" / "max" / "leaderbridge" / "package-info.json").is_file()


def test_a_folder_alone_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert patches("--to", "stage") == 2
    assert "--install --to DIR" in capsys.readouterr().err
