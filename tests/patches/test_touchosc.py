"""The TouchOSC layout, as far as it can be checked without TouchOSC: its messages, its looks, its script."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import Any

import py2tosc
import pytest
from lupa import lua51

from bridge.outputs.protocol import IN, LISTENING, OUT, ROOT, parse
from scripts.touchosc.__main__ import FILE
from scripts.touchosc.layout import FRAME, LEADERS, SCRIPT, commands, document

STAND_IN = """
labels, sent, millis = {}, {}, 0
self = { findByName = function(_, name)
  labels[name] = labels[name] or { values = {} }
  return labels[name]
end }
function sendOSC(message) sent[#sent + 1] = message end
function getMillis() return millis end
"""
"""What TouchOSC gives a script, as its manual describes it."""


class Stage:
    """The script, run by the Lua that TouchOSC has (5.1), with screen and clock in the test's hands."""

    def __init__(self) -> None:
        self._lua = lua51.LuaRuntime()
        self._lua.execute(STAND_IN + SCRIPT.read_text())

    def at(self, ms: int) -> None:
        """A frame of the screen at ``ms``."""
        self._lua.globals().millis = ms
        self._lua.globals().update()

    def hears(self, name: str, *values: Any) -> bool:
        """Whether the script takes the message."""
        arguments = [self._lua.table_from({"tag": "s", "value": value}) for value in values]
        message = self._lua.table_from([ROOT + name, self._lua.table_from(arguments)])
        return bool(self._lua.globals().onReceiveOSC(message))

    def says(self, label: str) -> str:
        return self._lua.globals().labels[label]["values"]["text"]

    def tag(self, button: str) -> str:
        return self._lua.globals().labels[button]["tag"]

    @property
    def sent(self) -> list[tuple[str, list[Any]]]:
        return [(m[1], [a["value"] for a in m[2].values()]) for m in self._lua.globals().sent.values()]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_the_committed_file_is_what_the_generator_makes(tmp_path) -> None:
    document().save(tmp_path / "made.tosc")
    assert FILE.read_bytes() == (tmp_path / "made.tosc").read_bytes(), "python -m scripts.touchosc"


def test_the_format_allows_all_of_it() -> None:
    assert py2tosc.load(FILE).validate() == []


def test_every_button_is_a_command_that_the_bridge_takes() -> None:
    for address, values in commands(document()):
        taken = {"tag": "drums", "x": 120.0}
        read = [taken.get(v, float(v) if re.fullmatch(r"-?\d+", v) else v) for v in values]
        assert parse(address, read) is not None


def test_there_is_a_control_for_every_command_of_the_stage() -> None:
    """`offset` belongs to the setting up, and names an output."""
    sent = {address.removeprefix(ROOT) for address, _ in commands(document())}
    assert sent == set(IN) - set(LISTENING) - {"offset"}


def test_nothing_lies_on_anything_but_a_caption_on_its_button() -> None:
    for control in document().root.walk():
        frames = [child.frame for child in control.children]
        captioned = len(frames) == 2 and frames[0] == frames[1]
        for a, b in combinations(frames[captioned:], 2):
            assert a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y or b.y + b.h <= a.y


def test_all_of_it_lies_on_the_tablet() -> None:
    root = document().root
    assert (root.frame.w, root.frame.h) == FRAME[2:]
    for control in root.walk():
        for child in control.children:
            assert child.frame.x + child.frame.w <= control.frame.w
            assert child.frame.y + child.frame.h <= control.frame.h


def test_the_script_names_only_what_is_there() -> None:
    names = Counter(control.get("name") for control in document().root.walk())
    shown = set(re.findall(r"say\('(\w+)',", SCRIPT.read_text()))
    buttons = {f"{name}{i}" for name in ("lead", "leadname") for i in range(1, LEADERS + 1)}
    assert {names[name] for name in shown | buttons} == {1}
    addresses = set(re.findall(r"'(/bridge/\w+)'", SCRIPT.read_text()))
    assert addresses <= {row.address for row in (*OUT.values(), *IN.values())}


def test_it_subscribes_at_once_and_again_before_it_lapses(stage: Stage) -> None:
    for ms in range(0, 30_000, 16):
        stage.at(ms)
    assert set(map(str, stage.sent)) == {str(("/bridge/subscribe", [9000]))}
    assert len(stage.sent) == 6


def test_it_shows_what_it_hears(stage: Stage) -> None:
    assert stage.hears("leader", "drums", 0, 0.8)
    assert stage.hears("tempo", 119.96)
    assert stage.hears("beat", 3, 12, 120.0)
    assert stage.hears("state", "following")
    shown = [stage.says(name) for name in ("leader", "tempo", "beat", "state")]
    assert shown == ["drums", "120.0", "12 | 3", "following"]


def test_a_button_for_each_bus_sends_its_name(stage: Stage) -> None:
    assert stage.hears("buses", "drums", "bass")
    assert [stage.tag(f"lead{i}") for i in (1, 2, 3)] == ["drums", "bass", ""]
    assert [stage.says(f"leadname{i}") for i in (1, 2, 3)] == ["drums", "bass", ""]


def test_it_says_when_the_bridge_is_gone(stage: Stage) -> None:
    stage.at(0)
    assert stage.says("there") == "no bridge"
    stage.hears("ping", 1)
    stage.at(1999)
    assert stage.says("there") == "bridge"
    stage.at(2000)
    assert stage.says("there") == "no bridge"


def test_what_it_does_not_know_it_leaves_to_others(stage: Stage) -> None:
    assert not stage.hears("phase", 0.5, 1.5)
