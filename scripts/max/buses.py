"""What is heard on one bus: lb.bus, lb.onset."""

from __future__ import annotations

from bridge.types import KINDS
from scripts.max import parts
from scripts.max.bridge import BUS
from scripts.max.sheet import Sheet
from scripts.max.spec import Argument, Object, Port

HEARD = tuple(kind for kind in KINDS.values() if kind.osc)
"""The kinds that the bridge sends, in the order of the outlets."""
NAME = Argument("bus", "symbol", "", "the bus's name, as lb.leader says it")


def bus(spec: Object) -> Sheet:
    """Everything about one bus, an outlet a kind."""
    sheet = spec.sheet(1000, 420)
    mine = sheet.box(60, 92, "route #1")
    kinds = sheet.box(60, 128, "route " + " ".join(kind.osc for kind in HEARD), width=760)
    sheet.chain(sheet.box(60, 56, f"receive {BUS}"), mine, kinds)
    sheet.comment(200, 58, "all buses: bus, kind, value")
    step = 92
    for i, kind in enumerate(HEARD):
        port = sheet.outlet(60 + i * step, 320, spec.outlets[i].text, note=f"{kind.osc}\n({kind.unit})")
        sheet.join(kinds, port, outlet=i)
    places = {kind.osc: 60 + i * step for i, kind in enumerate(HEARD)}
    _look(sheet, kinds, places)
    return sheet


def _look(sheet: Sheet, kinds: object, places: dict[str, int]) -> None:
    """The view: name, a flash on each onset, and level and lead as bars."""
    order = list(places)
    name = sheet.box(840, 56, "patcherargs bus")
    parts.words(sheet, 840, 88, name, width=100, show=(28, 3, 128, 20))
    flash = sheet.widget((80, 178, 24, 24), "button", show=(4, 3, 20, 20), **parts.QUIET)
    sheet.join(kinds, flash, outlet=order.index("onset"))
    for kind, low, high, y in (("level", -60.0, 0.0, 28), ("lead", 0.0, 1.0, 49)):
        place = (places[kind] + 22, 220, 60, 18)
        parts.bar(sheet, place, kinds, low, high, outlet=order.index(kind), show=(52, y, 104, 14))
        sheet.comment(places[kind] + 22, 242, kind, show=(4, y - 3, 48, 20))
    for kind, unit, x in (("tempo", "BPM", 4), ("pitch", "Hz", 82)):
        place = (places[kind] + 22, 178, 56, 22)
        parts.number(sheet, place, kinds, outlet=order.index(kind), show=(x, 68, 44, 20))
        sheet.comment(places[kind] + 22, 206, unit, show=(x + 46, 68, 30, 20))


def onset(spec: Object) -> Sheet:
    """Each note that begins, and on which bus; of all else that comes nothing gets through the gate."""
    sheet = spec.sheet(560, 420)
    unpacked = sheet.box(60, 92, "unpack s s f", width=300)
    sheet.chain(sheet.box(60, 56, f"receive {BUS}"), unpacked)
    sheet.comment(200, 58, "all buses: bus, kind, value")
    begun = sheet.box(206, 128, "sel onset")
    sheet.join(unpacked, begun, outlet=1)
    gate = sheet.box(60, 212, "gate 1", width=120)
    for x, outlet in ((206, 0), (260, 1)):
        open_or_shut = sheet.box(x, 164, f"t {1 - outlet}")
        sheet.join(begun, open_or_shut, outlet=outlet)
        sheet.join(open_or_shut, gate)
    sheet.join(unpacked, gate, inlet=1)
    split = sheet.box(60, 248, "t b s", width=180)
    sheet.join(gate, split)
    strength = sheet.box(60, 284, "float", width=80)
    sheet.join(split, strength)
    sheet.join(unpacked, strength, outlet=2, inlet=1)
    sheet.join(strength, sheet.outlet(60, 340, spec.outlets[0].text, note="strength"))
    sheet.join(split, sheet.outlet(225, 340, spec.outlets[1].text, note="bus"), outlet=1)
    return sheet


OBJECTS = (
    Object(
        name="lb.bus",
        digest="what is heard on one bus",
        text=(
            "Says what the bridge hears on the bus that is named in its argument. Onsets come at once, the "
            "rest 20 times a second."
        ),
        draw=bus,
        outlets=tuple(Port(f"{kind.help} ({kind.unit})") for kind in HEARD),
        arguments=(NAME,),
        view=(160, 92),
        example="lb.bus drums",
    ),
    Object(
        name="lb.onset",
        digest="every note that begins, on any bus",
        text="Speaks when the bridge hears a note begin; lb.bus tells those of one bus.",
        draw=onset,
        outlets=(Port("strength, 0 to 1"), Port("bus; fires first")),
        example="lb.onset",
    ),
)
