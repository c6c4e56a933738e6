"""The beat as messages: lb.beat, lb.next, lb.metro."""

from __future__ import annotations

from py2max.core import Box

from scripts.max import parts
from scripts.max.sheet import Sheet
from scripts.max.spec import Argument, Object, Port


def beat(spec: Object) -> Sheet:
    """Beat in bar, bar and tempo, on the beat."""
    sheet = spec.sheet(560, 340)
    unpacked = sheet.box(60, 92, "unpack i i f", width=300)
    sheet.chain(sheet.box(60, 56, "receive /bridge/beat"), unpacked)
    for x, port, text in ((60, 0, "beat in bar"), (206, 1, "bar"), (345, 2, "BPM")):
        sheet.join(unpacked, sheet.outlet(x, 230, spec.outlets[port].text, note=text), outlet=port)
    flash = sheet.widget((100, 132, 24, 24), "button", show=(4, 26, 34, 34), **parts.QUIET)
    sheet.join(unpacked, flash)
    parts.number(sheet, (140, 132, 50, 22), unpacked, whole=True, show=(44, 26, 44, 34), size=22.0)
    bar = (230, 132, 60, 22)
    parts.number(sheet, bar, unpacked, outlet=1, whole=True, show=(94, 26, 62, 34), size=22.0)
    parts.title(sheet, "beat and bar", 160)
    return sheet


def next_beat(spec: Object) -> Sheet:
    """How long to the next beat, and that beat's number some time before it falls."""
    sheet = spec.sheet(660, 400)
    unpacked = sheet.box(60, 92, "unpack f i", width=250)
    sheet.chain(sheet.box(60, 56, "receive /bridge/next"), unpacked)
    wait = sheet.box(60, 150, "- 0.", width=120)
    sheet.join(unpacked, wait)
    early = sheet.box(450, 92, "float", width=80)
    sheet.join(sheet.inlet(330, 46, "how many ms before"), early)
    sheet.chain(sheet.box(500, 56, "patcherargs 0."), early)
    sheet.join(early, wait, inlet=1)
    delay = sheet.box(60, 222, "delay 0")
    held = sheet.box(60, 258, "int", width=80)
    sheet.chain(wait, sheet.box(60, 186, "maximum 0."), delay, held)
    sheet.join(unpacked, held, outlet=1, inlet=1)
    sheet.join(held, sheet.outlet(60, 310, spec.outlets[0].text, note="beat to come"))
    sheet.join(
        unpacked, sheet.outlet(220, 310, spec.outlets[1].text, note="ms to it, as the last beat falls")
    )
    return sheet


def metro(spec: Object) -> Sheet:
    """The beat divided: as soon as the length of this beat is known, all its ticks are set going."""
    sheet = spec.sheet(760, 500)
    length = sheet.box(60, 128, "unpack f i", width=120)
    on = sheet.box(60, 92, "gate 1 1", width=120)
    sheet.join(sheet.inlet(60, 46, "1 on, 0 off"), on)
    sheet.join(sheet.box(180, 56, "receive /bridge/next"), on, inlet=1)
    sheet.join(on, length)
    division = sheet.box(360, 92, "clip 1 96")
    sheet.join(sheet.inlet(360, 46, "ticks in a beat"), division)
    sheet.chain(sheet.box(510, 56, "patcherargs 1"), division)
    number, when = _ticks(sheet, length, division)
    held = sheet.box(215, 344, "pipe 0 0", width=90)
    sheet.join(number, held)
    sheet.join(when, held, inlet=1)
    out = sheet.box(215, 380, "t i b b", width=90)
    sheet.join(held, out)
    sheet.join(out, sheet.outlet(215, 420, spec.outlets[0].text, note="tick in beat"))
    _where(sheet, spec, out)
    return sheet


def _ticks(sheet: Sheet, length: Box, division: Box) -> tuple[Box, Box]:
    """Boxes that say, for every tick of a beat, its number and its time after the beat."""
    split = sheet.box(60, 164, "t b f", width=80)
    sheet.join(length, split)
    each = sheet.box(60, 200, "/ 1.", width=80)
    sheet.comment(60, 224, "ms a tick")
    sheet.join(split, each, outlet=1)
    sheet.join(division, each, inlet=1)
    ticks = sheet.box(150, 236, "uzi 1 0", width=80)
    sheet.join(split, ticks)
    sheet.join(division, ticks, inlet=1)
    number = sheet.box(215, 272, "t i i", width=80)
    sheet.join(ticks, number, outlet=2)
    when = sheet.box(280, 308, "* 0.", width=70)
    sheet.join(each, when, inlet=1)
    sheet.join(number, when, outlet=1)
    sheet.comment(360, 310, "this tick's time after the beat")
    return number, when


def _where(sheet: Sheet, spec: Object, tick: Box) -> None:
    """With each tick: the beat and bar that it is in."""
    beat = sheet.box(560, 164, "unpack i i f", width=130)
    sheet.chain(sheet.box(560, 128, "receive /bridge/beat"), beat)
    for x, outlet, note in ((420, 0, "beat in bar"), (560, 1, "bar")):
        kept = sheet.box(x, 380, "int", width=60)
        sheet.join(tick, kept, outlet=outlet + 1)
        sheet.join(beat, kept, outlet=outlet, inlet=1)
        sheet.join(kept, sheet.outlet(x, 420, spec.outlets[outlet + 1].text, note=note))


OBJECTS = (
    Object(
        name="lb.beat",
        digest="a message on every beat",
        text=(
            "Speaks on the beat. To play on the beat use it as it is; to prepare something for it use "
            "lb.next."
        ),
        draw=beat,
        outlets=(Port("beat in the bar, from 1"), Port("bar, from 1"), Port("tempo of the clock in BPM")),
        view=(160, 66),
        example="lb.beat",
    ),
    Object(
        name="lb.next",
        digest="tells a beat before it falls",
        text=(
            "Says so many ms before each beat which beat it will be: for what needs time, such as a motor, "
            "a video or a slow attack."
        ),
        draw=next_beat,
        inlets=(Port("how many ms before the beat"),),
        outlets=(
            Port("the beat to come, from 1, so many ms before it falls"),
            Port("ms to it, as the last beat falls"),
        ),
        arguments=(Argument("early", "float", "0", "how many ms before the beat"),),
        example="lb.next 100",
        tries=("50", "100"),
    ),
    Object(
        name="lb.metro",
        digest="a metro that follows the band",
        text=(
            "Divides each beat into equal ticks: 4 are sixteenths, 3 triplets, 24 the ticks of MIDI clock. "
            "It is set anew by every beat, so it cannot drift. It pauses when the bridge does."
        ),
        draw=metro,
        inlets=(Port("1 on (as at first), 0 off"), Port("ticks in a beat, 1 to 96; from the next beat on")),
        outlets=(Port("tick in the beat, from 0"), Port("beat in the bar, from 1"), Port("bar, from 1")),
        arguments=(Argument("ticks", "int", "1", "ticks in a beat"),),
        example="lb.metro 4",
        tries=("1", "0"),
    ),
)
