"""extras/leaderbridge: the way in. It shows that the bridge is there and leads on from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.max.examples import Example
from scripts.max.sheet import Sheet
from scripts.max.spec import Object

WELCOME = "Start the bridge (leaderbridge demo, or leaderbridge run). The cross says that it is there."
VIEWS = (
    ("lb.bridge", 20, 70),
    ("lb.leader", 20, 206),
    ("lb.tempo", 20, 296),
    ("lb.beat", 20, 368),
    ("lb.handover", 20, 444),
    ("lb.control", 260, 70),
)
"""What is shown at once, and where."""


def page(objects: Mapping[str, Object], examples: Sequence[Example]) -> Sheet:
    """The home patch: views on the left, all objects on the right, examples below."""
    sheet = Sheet(1060, 600, digest="the way into leaderbridge")
    sheet.comment(20, 10, "leaderbridge", size=24.0, fontface=1)
    sheet.comment(20, 46, WELCOME)
    for name, x, y in VIEWS:
        spec = objects[name]
        assert spec.view is not None
        sheet.view((x, y, *spec.view), name, len(spec.inlets), spec.types)
    _list(sheet, list(objects.values()))
    _examples(sheet, examples)
    return sheet


def _list(sheet: Sheet, objects: Sequence[Object]) -> None:
    """Every object with its digest; a second lb.bridge would fight for the port, so it is only named."""
    sheet.comment(620, 70, "Objects – alt-click one for its help", fontface=1)
    for i, spec in enumerate(objects):
        y = 98 + 30 * i
        if spec.name == "lb.bridge":
            sheet.comment(620, y + 2, "lb.bridge")
        else:
            sheet.abstraction(620, y, spec.name, len(spec.inlets), spec.types)
        sheet.comment(740, y + 2, spec.digest)


def _examples(sheet: Sheet, examples: Sequence[Example]) -> None:
    """The example patches, opened by a click."""
    sheet.comment(260, 296, "Examples – click to open", fontface=1)
    opener = sheet.box(260, 450, "pcontrol")
    for i, example in enumerate(examples):
        message = sheet.message(260, 326 + 40 * i, f"load {example.name}")
        sheet.join(message, opener)
        sheet.comment(430, 328 + 40 * i, example.text)
