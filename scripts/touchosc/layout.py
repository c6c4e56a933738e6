"""The layout for the stage: what is going on above, who leads in the middle, everything to press below."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from py2tosc import Control, Document, button, fader, label, ui
from py2tosc.messages import Partial

from bridge.outputs.protocol import ROOT

FRAME = (0, 0, 1024, 768)
"""A tablet, lying."""
SCRIPT = Path(__file__).with_name("stage.lua")
GREY, GREEN, RED, BLUE, AMBER = "#3a3f47", "#2e7d4f", "#9b2d2d", "#2d5f9b", "#a8741a"
LEADERS = 8
"""Buses that have a button each; the bridge may have more."""
TEMPO = (40.0, 240.0)
"""What the tempo faders reach, in BPM: less than the bridge takes, so that a finger can aim."""


def document() -> Document:
    """The whole layout, sized, with the same ids each time."""
    root = ui.column(
        _seen(),
        _leaders(),
        ui.row(*(_press(name, BLUE, size=34) for name in ("tap", "one", "hold", "safe")), gap=6),
        ui.row(*(_press(*row) for row in _TRANSPORT), gap=6),
        ui.row(*(_say(*row) for row in _STEPS), gap=6),
        ui.row(_fader("set_tempo", AMBER), _fader("hint", GREY), gap=6),
        sizes=(2.2, 1.6, 2.0, 1.4, 1.4, 1.2),
        gap=6,
        pad=8,
        frame=FRAME,
        name="leaderbridge",
        background=True,
        color="#101216",
        script=SCRIPT.read_text(),
    )
    made = Document(root=root)
    made.resolve()
    for i, control in enumerate(made.root.walk()):
        object.__setattr__(control, "id", str(uuid.uuid5(uuid.NAMESPACE_URL, f"leaderbridge/{i}")))
    return made


_TRANSPORT = (
    ("start", GREEN),
    ("stop", RED),
    ("continue", GREEN),
    ("resync", AMBER),
    ("double", GREY),
    ("halve", GREY),
    ("manual", GREY),
)
_STEPS = (
    ("nudge", "-10", "FLOAT"),
    ("nudge", "-2", "FLOAT"),
    ("nudge", "2", "FLOAT"),
    ("nudge", "10", "FLOAT"),
    ("meter", "3 4", "INTEGER"),
    ("meter", "4 4", "INTEGER"),
    ("meter", "6 8", "INTEGER"),
    ("song", "-", "STRING"),
    ("song", "+", "STRING"),
)
"""Commands with a value: name, values, type."""


def _seen() -> Control:
    """What the script fills in."""
    big = ui.row(_text("leader", 60), _text("tempo", 60), _text("beat", 60), gap=6)
    small = ui.row(*(_text(n, 20) for n in ("there", "state", "transport", "song", "error")), gap=6)
    return ui.column(big, small, sizes=(2, 1), gap=6)


def _leaders() -> Control:
    """A button for each bus, which sends its tag: the script puts the bus's name there."""
    buttons = []
    for i in range(1, LEADERS + 1):
        sends = _osc("lead", ui.prop("tag"))
        face = button(name=f"lead{i}", color=GREEN, messages=[sends])
        buttons.append(ui.stack(face, _text(f"leadname{i}", 20)))
    auto = _captioned(button(name="auto", color=GREY, messages=[_osc("lead", ui.const("auto"))]), "auto", 22)
    return ui.row(*buttons, auto, gap=6)


def _press(name: str, color: str, size: float = 22) -> Control:
    """A button that says its command when it is pressed, and nothing when it is let go."""
    return _captioned(button(name=name, color=color, messages=[_osc(name)]), name, size)


def _say(name: str, values: str, kind: str) -> Control:
    """A button that says its command with values."""
    arguments = [ui.const(value, conversion=kind) for value in values.split()]
    face = button(name=f"{name} {values}", color=GREY, messages=[_osc(name, *arguments)])
    return _captioned(face, f"{name} {values}", 18)


def _fader(name: str, color: str) -> Control:
    """A lying fader whose tempo is sent when it is let go: a slip on the way there does no harm."""
    sends = ui.osc(ROOT + name, args=[ui.value("x", scale=TEMPO)], var="touch", on="FALL", receive=False)
    face = fader(name=name, color=color, orientation=1, messages=[sends])
    return ui.column(_label(f"{name} {TEMPO[0]:g} to {TEMPO[1]:g}, on letting go", 14), face, sizes=(1, 2))


def _osc(name: str, *arguments: Partial) -> object:
    """A message that goes out when the button goes down."""
    return ui.osc(ROOT + name, args=arguments, on="RISE", receive=False)


def _text(name: str, size: float) -> Control:
    """A label that the script writes into."""
    return label(name=name, background=False, outline=False, text_size=size)


def _label(text: str, size: float) -> Control:
    """A label that never changes."""
    made = _text(text, size)
    value = made.value("text")
    assert value is not None
    value.default = text
    return made


def _captioned(face: Control, text: str, size: float) -> Control:
    return ui.stack(face, _label(text, size))


def commands(made: Document) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Address and constant arguments of every message in the layout."""
    found = []
    for control in made.root.walk():
        for message in control.messages:
            address = "".join(part.value for part in message.path)
            found.append((address, tuple(part.value for part in message.arguments)))
    return found
