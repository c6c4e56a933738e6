"""The page's files: what they ask for exists, they are read easily, and they need nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bridge.cli.dashboard import with_page
from bridge.config import Config
from bridge.dashboard.server import PAGE
from bridge.dashboard.settings import DashboardSettings
from bridge.outputs.protocol import ROOT, parse
from bridge.outputs.spoken import COMMANDS

SOURCES = sorted(path for kind in ("*.html", "js/*.js", "css/*.css") for path in PAGE.glob(kind))
SEEN_ON = ("--card", "--ground")
TEXT = ("--ink", "--dim", "--good", "--warn", "--bad")


def asked():
    """What each control asks for, as the page's table has it."""
    found = re.findall(r'ask: \[(".*?)\]', (PAGE / "js" / "controls.js").read_text())
    values = {"FINE": 10, "-FINE": -10, "COARSE": 50, "-COARSE": -50}
    return [[values.get(word) or word.strip('"') for word in words.split(", ")] for words in found]


@pytest.mark.parametrize("words", asked(), ids=str)
def test_every_control_asks_for_what_osc_knows(words):
    name, *args = words
    assert name in COMMANDS
    assert parse(ROOT + name, args) is not None


def test_all_that_a_stage_needs_has_a_control():
    names = {words[0] for words in asked()}
    assert names >= {"hold", "manual", "lead", "tap", "one", "nudge", "double", "halve"}
    assert names >= {"start", "stop", "continue", "resync", "song", "safe"}


def test_no_two_controls_have_the_same_key():
    lists = re.findall(r"keys: \[(.*?)\]", (PAGE / "js" / "controls.js").read_text())
    keys = [key for text in lists for key in re.findall(r'"(.*?)"', text)]
    assert len(keys) == len(set(keys)) >= 19
    assert not {"l", "?"} & set(keys)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_is_small_and_loads_nothing_from_elsewhere(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 200
    assert not re.findall(r"""(?:src|href|from|import|url)\s*[=(]?\s*["']?(?:https?:)?//""", text)


@pytest.mark.parametrize("theme", [":root {", ':root[data-theme="light"] {'])
def test_text_stands_out_from_what_it_stands_on(theme):
    text = (PAGE / "css" / "look.css").read_text().split(theme)[1].split("}")[0]
    colours = dict(re.findall(r"(--[a-z]+): (#[0-9a-f]{6})", text))
    poor = {
        (ink, ground): contrast(colours[ink], colours[ground])
        for ink in TEXT
        for ground in SEEN_ON
        if contrast(colours[ink], colours[ground]) < 4.5
    }
    assert poor == {}


def contrast(one, other):
    """The contrast ratio of two colours (WCAG 2.2, success criterion 1.4.3: text needs 4.5)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_curves_were_fetched_when_the_package_was_built():
    assert (PAGE / "vendor" / "VERSION").read_text() == "uplot@1.6.32"
    assert "MIT" in (PAGE / "vendor" / "LICENSE").read_text()


def test_the_options_switch_the_page_on_and_never_off():
    config = Config()
    assert with_page(config, dashboard=False, lan=False) is config
    assert with_page(config, dashboard=True, lan=False).dashboard.mode == "here"
    assert with_page(config, dashboard=False, lan=True).dashboard.mode == "lan"
    always = Config(dashboard=DashboardSettings(mode="lan"))
    assert with_page(always, dashboard=True, lan=False).dashboard.mode == "lan"


def test_a_bridge_without_a_page_loads_no_web_server():
    code = "import bridge.app, bridge.cli.main, sys; print(sorted(sys.modules))"
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True)
    loaded = set(re.findall(r"'(\w+)'", said.stdout))
    assert "bridge" in loaded
    assert not {"starlette", "uvicorn", "websockets", "psutil", "segno"} & loaded
