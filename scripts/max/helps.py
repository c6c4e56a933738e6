"""The help patch of an object: what it is, the object to try, what comes out of it."""

from __future__ import annotations

from py2max.core import Box

from scripts.max.sheet import Sheet
from scripts.max.spec import Object, Port

COLUMN = 150.0
"""Room for an outlet's number and what it means."""


def page(spec: Object) -> Sheet:
    """The help patch of ``spec``."""
    sheet = Sheet(max(640.0, 60 + COLUMN * len(spec.outlets)), 460, digest=spec.digest)
    sheet.comment(20, 12, spec.name, size=22.0, fontface=1)
    sheet.comment(20, 50, spec.digest, size=14.0)
    sheet.comment(20, 78, spec.text, width=580.0)
    _home(sheet, spec)
    _tries(sheet, spec, item := _object(sheet, spec))
    for i, port in enumerate(spec.outlets):
        _shown(sheet, 40 + i * COLUMN, item, i, port)
    return sheet


def _object(sheet: Sheet, spec: Object) -> Box:
    """The object itself, as wide as what hangs below it."""
    box = sheet.abstraction(40, 256, spec.example, len(spec.inlets), spec.types)
    wide = COLUMN * (len(spec.outlets) - 1) + 80
    box.patching_rect = box.patching_rect._replace(w=max(box.patching_rect.w, wide))
    return box


def _tries(sheet: Sheet, spec: Object, item: Box) -> None:
    """Messages to click, above the object; what its arguments mean, beside it."""
    x = 40.0
    for text in spec.tries:
        message = sheet.message(x, 212, text)
        sheet.join(message, item)
        x += message.patching_rect.w + 12
    if spec.tries:
        sheet.comment(40, 190, f"click: {spec.inlets[0].text}")
    for i, argument in enumerate(spec.arguments):
        default = f" ({argument.default} if not given)" if argument.default else ""
        sheet.comment(40, 390 + 20 * i, f"argument {i + 1}, {argument.name}: {argument.text}{default}")


def _shown(sheet: Sheet, x: float, item: Box, outlet: int, port: Port) -> None:
    """What comes out of one outlet: a number for a signal, the message itself for all else."""
    if port.type == "signal":
        box = sheet.widget((x, 306, 80, 22), "number~", mode=2)
        sheet.join(item, box, outlet=outlet)
    else:
        box = sheet.widget((x, 306, COLUMN - 20, 22), "message", text="")
        sheet.join(item, box, outlet=outlet, inlet=1)
    sheet.comment(x, 332, port.text, width=COLUMN - 14)


def _home(sheet: Sheet, spec: Object) -> None:
    """Where the values come from: the one lb.bridge."""
    if spec.name == "lb.bridge":
        return
    load = sheet.message(40, 146, "load leaderbridge")
    sheet.chain(load, sheet.box(180, 146, "pcontrol"))
    sheet.comment(250, 148, "click first: it opens the one lb.bridge that all lb. objects need")
