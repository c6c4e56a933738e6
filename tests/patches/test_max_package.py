"""What Max reads about the package: its info, the reference pages, and the device for Live."""

from __future__ import annotations

import json
import struct
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import bridge
from scripts.max import device, live
from scripts.max.__main__ import HOME
from scripts.max.package import OBJECTS

STRIP = 169
"""Pixels that Live gives a device to stand in."""
DEVICE = HOME / "devices" / device.FILE


def _json() -> dict[str, Any]:
    return device.sheet().document()["patcher"]


def _inside(name: str) -> dict[str, Any]:
    (box,) = (item["box"] for item in _json()["boxes"] if item["box"].get("text") == f"p {name}")
    return box["patcher"]


def _joined(patch: dict[str, Any]) -> set[tuple[str, int, str, int]]:
    """Every line as (text of the source, outlet, text of the target, inlet)."""
    names = {
        item["box"]["id"]: item["box"].get("text") or item["box"].get("comment") for item in patch["boxes"]
    }
    ends = ((*ln["patchline"]["source"], *ln["patchline"]["destination"]) for ln in patch["lines"])
    return {(names[a], outlet, names[b], inlet) for a, outlet, b, inlet in ends}


def test_the_package_says_what_max_asks_for():
    info = json.loads((HOME / "package-info.json").read_text())
    assert {"name", "version", "author", "description", "tags", "max_version_min", "os"} <= info.keys()
    assert info["name"] == "leaderbridge"
    assert info["version"] == bridge.__version__
    assert (HOME / "extras" / info["homepatcher"]).is_file()


def test_every_object_has_its_patch_its_help_and_its_page():
    for folder, ending in (("patchers", ".maxpat"), ("help", ".maxhelp"), ("docs", ".maxref.xml")):
        found = {path.name.removesuffix(ending) for path in (HOME / folder).iterdir()}
        assert found == {spec.name for spec in OBJECTS}


@pytest.mark.parametrize("spec", OBJECTS, ids=lambda spec: spec.name)
def test_the_page_tells_every_object_and_whether_it_has_a_face(spec):
    page = (HOME.parents[1] / "docs" / "max.md").read_text()
    (row,) = [line for line in page.splitlines() if line.startswith((f"| `{spec.name}`", f"| `{spec.name} "))]
    assert ("▢" in row) == (spec.view is not None)


@pytest.mark.parametrize("spec", OBJECTS, ids=lambda spec: spec.name)
def test_a_reference_page_tells_every_inlet_outlet_and_argument(spec):
    root = ET.parse(HOME / "docs" / f"{spec.name}.maxref.xml").getroot()
    assert root.tag == "c74object"
    assert root.get("name") == spec.name
    assert root.findtext("digest") == spec.digest
    for path, count in (
        ("inletlist/inlet", len(spec.inlets)),
        ("outletlist/outlet", len(spec.outlets)),
        ("objarglist/objarg", len(spec.arguments)),
    ):
        found = root.findall(path)
        assert len(found) == count
        assert all(item.findtext("digest") for item in found)
    linked = {item.get("name") for item in root.findall("seealsolist/seealso")}
    assert linked == {other.name for other in OBJECTS} - {spec.name}


def test_the_device_has_the_header_of_a_midi_effect():
    data = DEVICE.read_bytes()
    magic, version, kind, tag, size = struct.unpack("<4sI4s4sI", data[:20])
    assert (magic, version, kind, tag) == (b"ampf", 4, b"mmmm", b"ptch")
    assert size == len(data) - 20
    block, constant, flags, length = struct.unpack(">4sIII", data[20:36])
    assert (block, constant, flags) == (b"mx@c", 16, 0)
    text, end, trailer = data[36 : 36 + length - 16].partition(b"\0")
    assert end == b"\0"
    assert not trailer
    assert data[36 + length - 16 :][:4] == b"dlst"
    assert json.loads(text)["patcher"]["project"]["amxdtype"] == int.from_bytes(b"mmmm", "big")


def test_the_device_stands_in_lives_strip():
    patch = _json()
    assert patch["openinpresentation"] == 1
    shown = [item["box"]["presentation_rect"] for item in patch["boxes"] if item["box"].get("presentation")]
    assert all(y + height <= STRIP for _, y, _, height in shown)
    assert all(x + width <= patch["devicewidth"] for x, _, width, _ in shown)


def test_notes_go_through_the_device():
    assert ("midiin", 0, "midiout", 0) in _joined(_json())


def test_lives_tempo_is_taken_by_remote_control_and_never_written():
    lines = _joined(_inside("tempo"))
    assert (f"path {live.SONG_TEMPO}", 0, "live.path", 0) in lines
    assert ("live.path", 0, "gate 1", 1) in lines
    assert ("gate 1", 0, "live.remote~", 1) in lines
    assert ("line 0. 20", 0, "live.remote~", 0) in lines
    text = DEVICE.read_bytes().decode(errors="replace")
    assert "live.object" not in text
    assert "set tempo" not in text


def test_lives_tempo_is_given_back():
    assert ("id 0", 0, "live.remote~", 1) in _joined(_inside("tempo"))
    assert ("sel 1 0", 1, "id 0", 0) in _joined(_inside("tempo"))


def test_what_can_be_mapped_has_names_of_its_own():
    names = device.parameters()
    assert set(names) == {"Follow", "Slew", "Give lead", *(f"Bus {n + 1}" for n in range(device.SLOTS))}
    assert len(set(names)) == len(names)


def test_a_mapped_parameter_moves_over_its_whole_range():
    lines = _joined(_inside("slot1"))
    assert ("== 1", 0, "pack 0. 100", 0) in lines
    assert ("line 0. 20", 0, "live.remote~ @normalized 1", 0) in lines
    assert ("prepend id", 0, "live.remote~ @normalized 1", 1) in lines


def test_nothing_that_moves_by_itself_is_a_live_parameter():
    """Live makes an undo step of every change of a parameter: the device never sends to one."""
    patch = _json()
    parameters = {item["box"]["id"] for item in patch["boxes"] if item["box"].get("parameter_enable")}
    assert not {line["patchline"]["destination"][0] for line in patch["lines"]} & parameters
