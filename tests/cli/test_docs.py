"""The pages name files, commands and keys that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bridge.cli.main import COMMANDS
from bridge.config import Config, parse, setlist

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("patches/*.md")])

page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)


@page
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@page
def test_every_command_exists(page: Path) -> None:
    called = re.findall(
        r"^ {4}(?:\S*/bin/)?leaderbridge ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), re.M
    )
    assert set(called) <= set(COMMANDS)


@page
def test_every_example_of_a_config_is_taken(page: Path) -> None:
    for example in re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
        text = re.sub(r"^ +", "", example, flags=re.M)
        if text.startswith("[[song]]"):
            setlist.parse(text, page.name, [bus.name for bus in Config().buses])
        else:
            parse(text, page.name)


def test_the_readme_begins_with_the_two_commands() -> None:
    code = re.findall(r"^ {4}(.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert [line.split("#")[0].strip() for line in code[:2]] == ["make demo", "make test"]


def test_the_licence_is_the_gpl_3() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text.splitlines()[0]
    assert "Version 3, 29 June 2007" in text
    assert 'license = "GPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
