"""Where in the beat we are: lb.phase as messages, lb.phase~ as a signal."""

from __future__ import annotations

from py2max.core import Box

from scripts.max.sheet import Sheet
from scripts.max.spec import Object, Port

BEND = 0.1
"""The rate is bent by at most a tenth …"""
GLIDE_MS = 125
"""… so that what is off is made up in about this time: as ``lb.steer`` of the Pd library does."""
COAST_MS = 200
"""Without a word for so long the ramp goes on at the tempo of the last beat."""


def messages(spec: Object) -> Sheet:
    """Phase, whole beats and tempo, as the bridge says them."""
    sheet = spec.sheet(640, 340)
    unpacked = sheet.box(60, 92, "unpack f f", width=160)
    sheet.chain(sheet.box(60, 56, "receive /bridge/phase"), unpacked)
    split = sheet.box(60, 128, "t f f", width=160)
    sheet.join(unpacked, split)
    whole = sheet.box(205, 164, "expr int($f2 - $f1 + 1000000.5) - 1000000")
    sheet.join(split, whole, outlet=1)
    sheet.join(unpacked, whole, outlet=1, inlet=1)
    sheet.comment(205, 188, "shifted, since int cuts negative numbers the other way")
    beat = sheet.box(470, 92, "unpack i i f", width=110)
    sheet.chain(sheet.box(470, 56, "receive /bridge/beat"), beat)
    for x, box, outlet, port, note in (
        (60, split, 0, 0, "phase"),
        (205, whole, 0, 1, "whole beats"),
        (560, beat, 2, 2, "BPM"),
    ):
        sheet.join(box, sheet.outlet(x, 240, spec.outlets[port].text, note=note), outlet=outlet)
    return sheet


def signal(spec: Object) -> Sheet:
    """A phasor~ whose rate is bent towards the phase that the bridge says."""
    sheet = spec.sheet(720, 560)
    unpacked = sheet.box(60, 92, "unpack f f", width=120)
    sheet.chain(sheet.box(60, 56, "receive /bridge/phase"), unpacked)
    split = sheet.box(60, 128, "t f b b", width=120)
    sheet.join(unpacked, split)
    own = sheet.box(130, 196, "snapshot~", width=80)
    sheet.join(split, own, outlet=1)
    rate = _rate(sheet)
    bent = _steer(sheet, split, own, rate)
    hertz = sheet.box(60, 348, "* 1000.")
    sheet.comment(140, 350, "beats a second")
    ramp = sheet.box(60, 400, "phasor~ 0.")
    sheet.chain(bent, hertz, ramp, sheet.outlet(60, 460, spec.outlets[0].text, note="phase, 0 to 1"))
    sheet.join(ramp, own)
    sheet.comment(140, 402, "never jumps: only its rate is changed")
    coast = sheet.box(300, 196, f"delay {COAST_MS}")
    sheet.join(split, coast, outlet=2)
    kept = sheet.box(300, 300, "float", width=60)
    sheet.join(coast, kept)
    sheet.join(rate, kept, inlet=1)
    sheet.join(kept, hertz)
    sheet.comment(390, 198, "no word from the bridge: on as before", width=130)
    return sheet


def _rate(sheet: Sheet) -> Box:
    """A box that says the rate in beats a ms."""
    rate = sheet.box(540, 128, "/ 60000.")
    beat = sheet.box(480, 92, "unpack i i f", width=110)
    sheet.chain(sheet.box(480, 56, "receive /bridge/beat"), beat)
    sheet.join(beat, rate, outlet=2)
    sheet.comment(610, 130, "beats a ms")
    return rate


def _steer(sheet: Sheet, phase: Box, own: Box, rate: Box) -> Box:
    """The bent rate; see lb.steer of the Pd library, whose tests are the proof of it."""
    off = sheet.box(60, 232, "expr $f1 - $f2 - int($f1 - $f2 + 1.5) + 1", width=220)
    sheet.join(phase, off)
    sheet.join(own, off, inlet=1)
    sheet.comment(60, 256, "how far off, -0.5 to 0.5 beats")
    text = f"expr $f2 + max(-{BEND:g} * $f2\\, min({BEND:g} * $f2\\, $f1 / {GLIDE_MS}.))"
    bent = sheet.box(60, 276, text, width=230)
    bent.patching_rect = bent.patching_rect._replace(h=37.0)
    sheet.join(off, bent)
    sheet.join(rate, bent, inlet=1)
    return bent


OBJECTS = (
    Object(
        name="lb.phase",
        digest="where in the beat we are, 50 times a second",
        text="For what is drawn rather than heard; lb.phase~ is the same as a signal.",
        draw=messages,
        outlets=(
            Port("phase in the beat, 0 to 1"),
            Port("whole beats, as the bridge counts"),
            Port("tempo in BPM"),
        ),
        example="lb.phase",
    ),
    Object(
        name="lb.phase~",
        digest="a smooth ramp from 0 to 1 in every beat",
        text=(
            "Like phasor~, but locked to the band's beats: read a buffer with it, drive an envelope or "
            "wave~. It never jumps: what is off is glided out. While the bridge is silent it goes on at the"
            " last tempo."
        ),
        draw=signal,
        outlets=(Port("phase in the beat, 0 to 1", "signal"),),
        example="lb.phase~",
    ),
)
