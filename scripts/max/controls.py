"""lb.control: what a person tells the bridge."""

from __future__ import annotations

from py2max.core import Box

from bridge.outputs.protocol import IN, LISTENING, ROOT
from scripts.max import parts
from scripts.max.bridge import ASK
from scripts.max.sheet import Place, Sheet
from scripts.max.spec import Object, Port

BUTTONS = tuple(row.name for row in IN.values() if [arg.name for arg in row.args] == ["pressed"])
"""Commands that need no value: tap, one, …"""
MORE = ("hold 1", "hold 0", "manual 1", "manual 0", "lead auto", "nudge -10", "nudge 10", "song -", "song +")
"""Further buttons of the view: commands with a value that is often wanted."""
COMMANDS = tuple(name for name in IN if name not in LISTENING)


def control(spec: Object) -> Sheet:
    """A command's address is made of its first word; one without a value gets a 1."""
    sheet = spec.sheet(840, 660)
    command = sheet.box(60, 216, "t l l", width=160)
    sheet.join(sheet.inlet(60, 46, "a command, such as tap or lead drums"), command)
    _buttons(sheet, command)
    _addressed(sheet, _with_value(sheet, command))
    parts.title(sheet, "tell the bridge", 320)
    return sheet


def _buttons(sheet: Sheet, command: Box) -> None:
    """A button says its own label: the label is the command."""
    label = sheet.box(250, 180, "fromsymbol", width=570)
    sheet.join(label, command)
    for i, text in enumerate(BUTTONS + MORE):
        place: Place = (370 + i % 6 * 75, 50 + i // 6 * 40, 68, 24)
        show: Place = (4 + i % 3 * 105, 26 + i // 3 * 28, 101, 24)
        button = sheet.widget(place, "textbutton", show=show, text=text, parameter_enable=0)
        sheet.join(button, label, outlet=1)


def _with_value(sheet: Sheet, command: Box) -> Box:
    """``tap`` becomes ``tap 1``; what has a value stays as it is."""
    count = sheet.box(205, 252, "zl.len")
    sheet.join(command, count, outlet=1)
    gate = sheet.box(60, 360, "gate 2", width=140)
    sheet.chain(count, sheet.box(205, 288, "> 1"), sheet.box(205, 324, "+ 1"), gate)
    sheet.join(command, gate, inlet=1)
    sheet.comment(250, 326, "1: a bare word, 2: with a value")
    whole = sheet.box(60, 432, "t l l", width=160)
    one = sheet.box(60, 396, "append 1")
    sheet.chain(gate, one, whole)
    sheet.join(gate, whole, outlet=1)
    return whole


def _addressed(sheet: Sheet, whole: Box) -> None:
    """``lead drums`` becomes ``/bridge/lead drums``."""
    values = sheet.box(60, 504, "zl.slice 1", width=100)
    sheet.join(whole, values)
    name = sheet.box(205, 468, "zl.slice 1", width=100)
    sheet.join(whole, name, outlet=1)
    address = sheet.box(145, 560, "prepend /bridge/tap", width=140)
    sheet.chain(name, sheet.box(205, 504, f"sprintf set {ROOT}%s"), address)
    sheet.join(values, address, outlet=1)
    sheet.comment(350, 506, "first the address, then the values behind it")
    sheet.chain(address, sheet.box(145, 596, f"send {ASK}"))


OBJECTS = (
    Object(
        name="lb.control",
        digest="tells the bridge what to do",
        text=(
            "Takes "
            + ", ".join(COMMANDS)
            + ", with their values as docs/osc.md lists them. A button needs no "
            "value: tap is tap 1. What the bridge cannot obey comes back at receive /bridge/error."
        ),
        draw=control,
        inlets=(Port("a command, such as tap or lead drums"),),
        view=(320, 196),
        example="lb.control",
        tries=("tap", "lead drums", "lead auto", "hold 1", "hold 0", "nudge 10", "set_tempo 120"),
    ),
)
