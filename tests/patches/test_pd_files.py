"""The Pd library as files: a help patch each, drawn to be read, and open without a complaint."""

from __future__ import annotations

import re
import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from bridge import __version__
from bridge.outputs.protocol import IN, OUT
from tests.jack import pd_command
from tests.patches.batch import LIBRARY, complaints
from tests.patches.drawing import Canvas, Drawn, canvases
from tests.patches.scratch import Scratch

FILES = sorted(LIBRARY.glob("*.pd"))
OBJECTS = [f for f in FILES if f.name.startswith("lb.") and not re.search(r"-help|\.example\.", f.name)]
HELPS = [f for f in FILES if f.name.endswith("-help.pd")]
ROOMS = [(f, c) for f in FILES for c in canvases(f)]
WORDS = {name.split("/")[0] for name in OUT}
BUS_WORDS = {name.split("/")[-1] for name in OUT if name.startswith("bus/")}


def _name(value):
    return value.name if hasattr(value, "name") else None


def test_every_object_has_a_help_patch_and_every_help_patch_an_object():
    assert {f.name.replace(".pd", "-help.pd") for f in OBJECTS} == {f.name for f in HELPS}


def test_the_page_tells_every_object():
    page = (Path(__file__).parents[2] / "docs" / "pd.md").read_text()
    assert [f.stem for f in OBJECTS if not re.search(rf"`{re.escape(f.stem)}[ `]", page)] == []


def test_what_can_be_heard_on_a_bus_has_an_outlet_of_its_own():
    (route,) = [
        b.text for c in canvases(LIBRARY / "lb.bus.pd") for b in c.boxes if b.text.startswith("route onset")
    ]
    assert set(route.split()[1:]) == BUS_WORDS


def test_the_meta_patch_names_this_version():
    assert f"VERSION {__version__}" in (LIBRARY / "leaderbridge-meta.pd").read_text()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_word_of_the_bridge_in_it_is_in_the_protocol(path):
    for canvas in canvases(path):
        for source, _, target, _ in canvas.lines:
            if canvas.boxes[source].text == "r leaderbridge" and canvas.boxes[target].text.startswith(
                "route "
            ):
                assert set(canvas.boxes[target].text.split()[1:]) <= WORDS


def test_every_command_that_a_help_patch_shows_is_in_the_protocol():
    (canvas, *_) = [c for c in canvases(LIBRARY / "lb.control-help.pd") if not c.name]
    shown = {b.text.split()[0] for b in canvas.boxes if b.kind == "msg"}
    assert shown == set(IN) - {"subscribe", "unsubscribe"}


@pytest.mark.parametrize(("path", "canvas"), ROOMS, ids=_name)
def test_nothing_overlaps_and_all_is_in_sight(path, canvas: Canvas):
    seen = [b for b in canvas.boxes if b.kind != "cnv"]
    over = [(a.text, b.text) for a, b in combinations(seen, 2) if a.touches(b)]
    assert not over, f"{path.name} {canvas.name}"
    assert all(b.right <= canvas.width and b.bottom <= canvas.height for b in seen), canvas.name


@pytest.mark.parametrize("path", OBJECTS, ids=_name)
def test_every_inlet_and_outlet_has_a_comment_beside_it(path):
    (canvas,) = [c for c in canvases(path) if not c.name]
    comments = [b for b in canvas.boxes if b.kind == "text"]
    ports = [b for b in canvas.boxes if b.text.split("~")[0] in ("inlet", "outlet")]
    assert ports
    assert not [p for p in ports if not any(_beside(p, c) for c in comments)]


def _beside(port: Drawn, comment: Drawn) -> bool:
    """Right of it or under it."""
    right = 0 <= comment.x - port.right < 20 and abs(comment.y - port.y) < 10
    under = 0 <= comment.y - port.bottom < 25 and abs(comment.x - port.x) < 20
    return right or under


def test_all_of_them_open_without_a_complaint(tmp_path):
    last = Scratch()
    last.chain(last.box("loadbang"), last.box("del 2000"), last.message("; pd quit 3"))
    command = pd_command(FILES[0])
    for path in (*FILES[1:], last.save(tmp_path / "last.pd")):
        command += ["-open", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert complaints(done.stderr) == []
    assert done.returncode == 3  # the last one was opened, too
