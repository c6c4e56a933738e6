"""Patches to begin from: one is heard, one is seen, one acts on who leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from py2max.core import Box

from bridge.audio.demo.form import BUSES
from scripts.max import parts
from scripts.max.sheet import Place, Sheet
from scripts.max.spec import Object

Objects = Mapping[str, Object]
COLOURS = ("0.85 0.33 0.31 1.", "0.36 0.6 0.85 1.", "0.45 0.75 0.45 1.", "0.95 0.75 0.3 1.")
"""Red, green, blue and alpha of each of the demo's buses."""
SCENES = ("110.", "165.", "220.", "330.")
"""What each of the demo's leaders plays: Hz."""


@dataclass(frozen=True, slots=True)
class Example:
    """A patch in ``examples/``: its name, what one sees or hears, how it is drawn."""

    name: str
    text: str
    draw: Callable[[Objects], Sheet]


def drums(objects: Objects) -> Sheet:
    """A drum loop that follows the band."""
    sheet = _start(
        objects,
        "Drums that follow",
        "Kick on 1 and 3, snare on 2 and 4, hat on eighths: click the loudspeaker.",
    )
    beat = _object(sheet, objects, 60, 170, "lb.beat")
    kick, snare = sheet.box(60, 206, "select 1 3"), sheet.box(300, 206, "select 2 4")
    sheet.join(beat, kick)
    sheet.join(beat, snare)
    hat = _object(sheet, objects, 540, 206, "lb.metro 2")
    sounds = (
        _struck(sheet, kick, (0, 1), "1., 0. 180", "cycle~ 55"),
        _struck(sheet, snare, (0, 1), "0.6, 0. 120", "noise~"),
        _struck(sheet, hat, (0,), "0.25, 0. 40", "noise~"),
    )
    _heard(sheet, sounds)
    return sheet


def look(objects: Objects) -> Sheet:
    """What the bridge hears, for the eye."""
    sheet = _start(
        objects,
        "The band, seen",
        "Each bus with its level and its share of the lead. The colour is the leader's, the slider the beat.",
    )
    for i, bus in enumerate(BUSES):
        _view(sheet, objects, "lb.bus", 20 + 180 * i, 160, args=(bus,))
    leader = sheet.box(20, 316, "route " + " ".join(BUSES), width=420)
    sheet.join(_object(sheet, objects, 20, 280, "lb.leader"), leader)
    panel = sheet.widget((20, 390, 420, 60), "panel")
    for i, colour in enumerate(COLOURS):
        message = sheet.message(20 + 105 * i, 352, f"bgcolor {colour}", width=100)
        message.patching_rect = message.patching_rect._replace(h=36.0)
        sheet.join(leader, message, outlet=i)
        sheet.join(message, panel)
    parts.bar(sheet, (540, 330, 200, 24), _object(sheet, objects, 540, 280, "lb.phase"), 0.0, 1.0)
    sheet.comment(540, 304, "phase in the beat")
    _view(sheet, objects, "lb.beat", 540, 380)
    return sheet


def scenes(objects: Objects) -> Sheet:
    """Another sound for each leader."""
    sheet = _start(
        objects,
        "Scenes by who leads",
        "Each leader has a note of its own; none leaves it as it is. Click the loudspeaker.",
    )
    route = sheet.box(60, 216, "route " + " ".join(BUSES), width=480)
    sheet.join(_object(sheet, objects, 60, 170, "lb.leader"), route)
    glide = sheet.box(60, 300, "line~", width=120)
    for i, hertz in enumerate(SCENES):
        message = sheet.message(60 + 120 * i, 256, f"{hertz} 500")
        sheet.join(route, message, outlet=i)
        sheet.join(message, glide)
    tone = sheet.box(60, 330, "cycle~ 110", width=120)
    sheet.join(glide, tone)
    _heard(sheet, (tone,))
    return sheet


def _start(objects: Objects, title: str, text: str) -> Sheet:
    """A sheet with a title, what it does, and the bridge."""
    sheet = Sheet(780, 480, digest=title)
    sheet.comment(20, 12, title, size=18.0, fontface=1)
    sheet.comment(20, 44, text, width=480.0)
    _view(sheet, objects, "lb.bridge", 540, 12)
    return sheet


def _object(sheet: Sheet, objects: Objects, x: float, y: float, text: str) -> Box:
    """One of the package's objects as a box."""
    spec = objects[text.split()[0]]
    return sheet.abstraction(x, y, text, len(spec.inlets), spec.types)


def _view(sheet: Sheet, objects: Objects, name: str, x: float, y: float, args: Sequence[str] = ()) -> Box:
    """One of the package's objects as it is looked at."""
    spec = objects[name]
    assert spec.view is not None, f"{name} has nothing to look at"
    place: Place = (x, y, *spec.view)
    return sheet.view(place, name, len(spec.inlets), spec.types, args=args)


def _struck(sheet: Sheet, trigger: Box, outlets: Sequence[int], shape: str, tone: str) -> Box:
    """A sound that is struck from ``trigger``: an envelope times a tone."""
    x = trigger.patching_rect.x
    message = sheet.message(x, 242, shape)
    for outlet in outlets:
        sheet.join(trigger, message, outlet=outlet)
    envelope = sheet.box(x, 278, "line~", width=60)
    times = sheet.box(x, 314, "*~", width=110)
    sheet.chain(message, envelope, times)
    sheet.join(sheet.box(x + 90, 278, tone), times, inlet=1)
    return times


def _heard(sheet: Sheet, sounds: Sequence[Box]) -> None:
    """The sounds together, quietly, in both loudspeakers."""
    mix = sheet.box(60, 364, "*~ 0.3", width=110)
    for sound in sounds:
        sheet.join(sound, mix)
    speaker = sheet.widget((60, 410, 45, 45), "ezdac~")
    sheet.join(mix, speaker)
    sheet.join(mix, speaker, inlet=1)


EXAMPLES = (
    Example("leaderbridge.drums", "a drum loop that follows", drums),
    Example("leaderbridge.look", "every bus, seen", look),
    Example("leaderbridge.scenes", "another sound for each leader", scenes),
)
