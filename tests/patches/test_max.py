"""The Max package, as far as it can be checked without Max: sound files, and drawings that can be read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import pytest
from py2max.m4l import unpack_amxd

from bridge.outputs.protocol import IN, OUT, ROOT, parse
from scripts.max.__main__ import HOME, PATCHES
from scripts.max.package import OBJECTS, files
from tests.patches.max_objects import SIGNALS, ports

Patch = dict[str, Any]
FILES = sorted(path.relative_to(HOME).as_posix() for path in HOME.rglob("*") if path.suffix in PATCHES)
NAMES = {spec.name: spec for spec in OBJECTS}
SCREEN = (1280, 800)
OWN = {"/bridge", "/bridge/bus", "/bridge/there"}
"""Names of `send` and `receive` inside Max that are no address."""
PATTERNS = {"/bridge/bus/(.+)/(.+)", f"{ROOT}%s"}
"""What takes a bus's address apart, and what makes a command's."""


def _document(file: str) -> Patch:
    content = (HOME / file).read_bytes()
    text = unpack_amxd(content)[0] if file.endswith(".amxd") else content
    return json.loads(text)["patcher"]


def _patchers(patch: Patch) -> Iterator[Patch]:
    """The patch and every patch inside it."""
    yield patch
    for box in _boxes(patch):
        if "patcher" in box:
            yield from _patchers(box["patcher"])


def _boxes(patch: Patch) -> list[Patch]:
    return [item["box"] for item in patch["boxes"]]


def _words(box: Patch) -> list[str]:
    """Name and arguments of a box; a drawn one has only its class."""
    return box["text"].split() if box["maxclass"] == "newobj" else [box["maxclass"]]


def _overlap(a: list[float], b: list[float]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


@pytest.fixture(params=FILES)
def patchers(request: pytest.FixtureRequest) -> list[Patch]:
    return list(_patchers(_document(request.param)))


def test_committed_files_are_what_the_generator_makes():
    made = files()
    committed = {
        path.relative_to(HOME).as_posix(): path.read_bytes() for path in HOME.rglob("*") if path.is_file()
    }
    assert sorted(committed) == sorted(made)
    changed = [name for name in made if committed[name] != made[name]]
    assert not changed, f"python -m scripts.max makes these anew: {changed}"


def test_ids_are_there_and_unique(patchers):
    for patch in patchers:
        ids = [box["id"] for box in _boxes(patch)]
        assert len(set(ids)) == len(ids)


def test_every_box_has_what_max_needs(patchers):
    for patch in patchers:
        for box in _boxes(patch):
            assert {"id", "maxclass", "numinlets", "numoutlets", "patching_rect"} <= box.keys()
            assert len(box.get("outlettype", [])) == box["numoutlets"], box
            assert len(box["patching_rect"]) == 4


def test_every_object_is_known_and_has_its_inlets_and_outlets(patchers):
    for patch in patchers:
        for box in _boxes(patch):
            name, *arguments = _words(box)
            if name == "p":
                inside = Counter(b["maxclass"] for b in _boxes(box["patcher"]))
                expected = inside["inlet"], inside["outlet"]
            elif name == "bpatcher" or name in NAMES:
                spec = NAMES[box.get("name", name).removesuffix(".maxpat")]
                expected = len(spec.inlets), len(spec.outlets)
            else:
                expected = ports(name, arguments)
            assert (box["numinlets"], box["numoutlets"]) == expected, box.get("text", name)


def test_signals_are_called_signals(patchers):
    for patch in patchers:
        for box in _boxes(patch):
            if _words(box)[0] in SIGNALS:
                assert box["outlettype"][0] == "signal"


def test_every_line_joins_an_outlet_to_an_inlet(patchers):
    for patch in patchers:
        boxes = {box["id"]: box for box in _boxes(patch)}
        for line in patch["lines"]:
            (source, outlet), (target, inlet) = line["patchline"]["source"], line["patchline"]["destination"]
            assert 0 <= outlet < boxes[source]["numoutlets"]
            assert 0 <= inlet < boxes[target]["numinlets"]


def test_no_line_is_drawn_twice(patchers):
    for patch in patchers:
        lines = [(*ln["patchline"]["source"], *ln["patchline"]["destination"]) for ln in patch["lines"]]
        assert len(set(lines)) == len(lines)


def test_nothing_lies_on_anything(patchers):
    for patch in patchers:
        for a, b in combinations(_boxes(patch), 2):
            assert not _overlap(a["patching_rect"], b["patching_rect"]), (a.get("text", a), b.get("text", b))


def test_nothing_lies_on_anything_in_the_presentation(patchers):
    for patch in patchers:
        shown = [box for box in _boxes(patch) if box.get("presentation")]
        for a, b in combinations(shown, 2):
            assert not _overlap(a["presentation_rect"], b["presentation_rect"]), (a, b)


def test_a_patch_fits_on_a_screen_and_into_its_window(patchers):
    for patch in patchers:
        _, _, width, height = patch["rect"]
        assert width <= SCREEN[0]
        assert height <= SCREEN[1]
        for box in _boxes(patch):
            x, y, w, h = box["patching_rect"]
            assert min(x, y) >= 0
            assert x + w <= width, box.get("text", box)
            assert y + h <= height, box.get("text", box)


def test_inlets_and_outlets_say_what_they_are_for(patchers):
    for patch in patchers:
        for box in _boxes(patch):
            if box["maxclass"] in ("inlet", "outlet"):
                assert box["comment"]


def test_inlets_and_outlets_stand_in_the_order_of_the_reference():
    for spec in OBJECTS:
        boxes = _boxes(_document(f"patchers/{spec.name}.maxpat"))
        for kind, described in (("inlet", spec.inlets), ("outlet", spec.outlets)):
            # Max numbers them from left to right
            found = sorted((b for b in boxes if b["maxclass"] == kind), key=lambda b: b["patching_rect"][0])
            assert len(found) == len(described), spec.name
        assert [b["comment"] for b in found] == [
            port.text for port in spec.outlets
        ] or spec.name == "lb.bridge"


def test_every_address_is_in_the_protocol(patchers):
    known = {row.address for row in (*OUT.values(), *IN.values())} | OWN | PATTERNS
    for patch in patchers:
        for word in (word for box in _boxes(patch) for word in str(box.get("text", "")).split()):
            assert not word.startswith("/bridge") or word.rstrip(".,;") in known, word


def _names(patchers: Iterable[Patch], name: str) -> set[str]:
    """The names after ``send`` or ``receive``."""
    return {words[1] for p in patchers for b in _boxes(p) if (words := _words(b))[0] == name}


def test_what_is_received_in_a_patch_is_sent_there_or_by_lb_bridge(patchers):
    bridge = _patchers(_document("patchers/lb.bridge.maxpat"))
    assert _names(patchers, "receive") <= _names(patchers, "send") | _names(bridge, "send") | {"/bridge"}


def test_every_way_in_from_the_bridge_is_sent_on():
    sent = _names(_patchers(_document("patchers/lb.bridge.maxpat")), "send")
    assert {row.address for row in OUT.values() if "{bus}" not in row.address} <= sent


def test_buttons_are_commands_that_the_bridge_takes():
    labels = [
        b["text"] for b in _boxes(_document("patchers/lb.control.maxpat")) if b["maxclass"] == "textbutton"
    ]
    for label in (*labels, *NAMES["lb.control"].tries):
        name, *values = label.split()
        numbers = [float(v) if v.lstrip("+-").isdigit() else v for v in values] or [1]
        assert parse(ROOT + name, numbers) is not None


def test_what_is_loaded_is_there(patchers):
    there = {path.stem for path in HOME.rglob("*.maxpat")}
    for patch in patchers:
        for box in _boxes(patch):
            if box["maxclass"] == "message" and str(box["text"]).startswith("load "):
                assert box["text"].split()[1] in there


def test_a_view_is_as_large_as_its_presentation():
    for spec in OBJECTS:
        document = _document(f"patchers/{spec.name}.maxpat")
        shown = [box["presentation_rect"] for box in _boxes(document) if box.get("presentation")]
        assert bool(shown) == (spec.view is not None) == bool(document["openinpresentation"]), spec.name
        if spec.view is not None:
            assert max(x + w for x, _, w, _ in shown) <= spec.view[0], spec.name
            assert max(y + h for _, y, _, h in shown) <= spec.view[1], spec.name
