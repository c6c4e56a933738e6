"""What the bridge knows: who leads, the tempo, state, meter, song and buses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from py2max.core import Box

from scripts.max import parts
from scripts.max.sheet import Sheet
from scripts.max.spec import Object, Port

Source = tuple[float, Box, int]
"""Where an outlet stands, the box above it, and which of that box's outlets goes there."""
DOWN = 230.0
"""Where the outlets stand."""


def leader(spec: Object) -> Sheet:
    """Name, index and confidence of who leads."""
    sheet = spec.sheet(560, 340)
    unpacked = sheet.box(60, 92, "unpack s i f", width=300)
    sheet.chain(sheet.box(60, 56, "receive /bridge/leader"), unpacked)
    new = sheet.box(60, 128, "zl.change", width=120)
    sheet.join(unpacked, new)
    parts.words(sheet, 80, 160, new, width=110, show=(4, 24, 152, 34), size=18.0)
    parts.bar(sheet, (380, 160, 140, 20), unpacked, 0.0, 1.0, outlet=2, show=(4, 62, 152, 14))
    _outlets(
        sheet, spec, ((60, new, 0), (206, unpacked, 1), (345, unpacked, 2)), ("bus", "index", "confidence")
    )
    parts.title(sheet, "who leads", 160)
    return sheet


def tempo(spec: Object) -> Sheet:
    """BPM, and the length of a beat."""
    sheet = spec.sheet(560, 340)
    new = sheet.box(60, 92, "change -1.", width=100)
    sheet.chain(sheet.box(60, 56, "receive /bridge/tempo"), new)
    split = sheet.box(60, 128, "t f f", width=180)
    sheet.join(new, split)
    parts.number(sheet, (300, 128, 80, 22), new, show=(4, 24, 112, 34), size=22.0)
    length = sheet.box(225, 164, "expr ($f1 > 0.) * 60000. / max($f1\\, 1.)")
    sheet.join(split, length, outlet=1)
    _outlets(sheet, spec, ((60, split, 0), (225, length, 0)), ("BPM", "ms a beat, 0 while unknown"))
    parts.title(sheet, "tempo (BPM)", 120)
    return sheet


def handover(spec: Object) -> Sheet:
    """Who led and who leads now."""
    sheet = spec.sheet(560, 340)
    source = sheet.box(60, 56, "receive /bridge/handover")
    unpacked = sheet.box(60, 92, "unpack s s", width=200)
    sheet.join(source, unpacked)
    arrow = sheet.box(320, 92, "sprintf %s to %s", width=160)
    sheet.join(source, arrow)
    parts.words(sheet, 320, 128, arrow, width=190, show=(4, 24, 192, 24))
    _outlets(sheet, spec, ((60, unpacked, 0), (245, unpacked, 1)), ("from", "to"))
    parts.title(sheet, "the lead went from", 200)
    return sheet


def meter(spec: Object) -> Sheet:
    """Beats in a bar and the note that is a beat."""
    sheet = spec.sheet(480, 340)
    unpacked = sheet.box(60, 92, "unpack i i", width=200)
    sheet.chain(sheet.box(60, 56, "receive /bridge/meter"), unpacked)
    ports = []
    for i, x in enumerate((60.0, 245.0)):
        new = sheet.box(x, 128, "change -1")
        sheet.join(unpacked, new, outlet=i)
        ports.append((x, new, 0))
    _outlets(sheet, spec, ports, ("beats", "note value"))
    return sheet


def buses(spec: Object) -> Sheet:
    """The names of all buses."""
    sheet = spec.sheet(480, 340)
    source = sheet.box(60, 56, "receive /bridge/buses")
    _outlets(sheet, spec, ((60, source, 0),), ("names, in order",))
    return sheet


def pair(first: str, second: str) -> Callable[[Object], Sheet]:
    """Draws an object that says two texts, each when it changes."""

    def draw(spec: Object) -> Sheet:
        sheet = spec.sheet(480, 340)
        ports = []
        for x, name in ((60.0, first), (260.0, second)):
            new = sheet.box(x, 92, "zl.change")
            sheet.chain(sheet.box(x, 56, f"receive /bridge/{name}"), new)
            show = (4 + (x > 100) * 100, 24, 96, 24)
            parts.words(sheet, x + 70, 128, new, width=100, show=show)
            ports.append((x, new, 0))
        _outlets(sheet, spec, ports, (first, second))
        parts.title(sheet, f"{first}, {second}", 204)
        return sheet

    return draw


def _outlets(sheet: Sheet, spec: Object, sources: Sequence[Source], notes: Sequence[str]) -> None:
    """An outlet below each ``(x, box, its outlet)``."""
    for (x, box, outlet), port, note in zip(sources, spec.outlets, notes, strict=True):
        sheet.join(box, sheet.outlet(x, DOWN, port.text, note=note), outlet=outlet)


OBJECTS = (
    Object(
        name="lb.leader",
        digest="who leads the tempo",
        text=(
            "Says who leads: the name when it changes, index and confidence once a second, too. The name is"
            " none while nobody clearly leads."
        ),
        draw=leader,
        outlets=(
            Port("name of the bus that leads, or none, when it changes"),
            Port("its place among the buses from 0, or -1"),
            Port("how sure that is, 0 to 1"),
        ),
        view=(160, 80),
        example="lb.leader",
    ),
    Object(
        name="lb.tempo",
        digest="the tempo that the bridge trusts",
        text="Says the tempo when it changes; 0 while none is known.",
        draw=tempo,
        outlets=(Port("tempo in BPM"), Port("ms a beat, 0 while no tempo is known")),
        view=(120, 62),
        example="lb.tempo",
    ),
    Object(
        name="lb.handover",
        digest="the lead goes from one to another",
        text="Speaks once, at the moment when the lead changes; lb.leader says who leads at any time.",
        draw=handover,
        outlets=(Port("who led, or none"), Port("who leads now, or none")),
        view=(200, 52),
        example="lb.handover",
    ),
    Object(
        name="lb.state",
        digest="what the beat rests on, and whether the receivers run",
        text=(
            "Says waiting while no tempo is known, locking, following, holding in a break, or manual; and "
            "whether drum machines and the like are playing."
        ),
        draw=pair("state", "transport"),
        outlets=(Port("waiting, locking, following, holding or manual"), Port("playing or stopped")),
        view=(204, 52),
        example="lb.state",
    ),
    Object(
        name="lb.meter",
        digest="beats in a bar and the note that is a beat",
        text="Says the meter when it changes.",
        draw=meter,
        outlets=(Port("beats in a bar, such as 4"), Port("note value of a beat, such as 4")),
        example="lb.meter",
    ),
    Object(
        name="lb.song",
        digest="the song of the set list",
        text="Says the song that is on, and whether the band is near its tempo.",
        draw=pair("song", "rail"),
        outlets=(Port("name, empty without a song"), Port("on; off while the beat is held")),
        view=(204, 52),
        example="lb.song",
    ),
    Object(
        name="lb.buses",
        digest="the names of all buses",
        text="Says all buses in order, on subscribing and when they change.",
        draw=buses,
        outlets=(Port("a list of names"),),
        example="lb.buses",
    ),
)
