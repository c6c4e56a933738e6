"""The Max for Live device: it shows leader and tempo, and lets Live follow. It needs no other file."""

from __future__ import annotations

import json
from typing import Any

from py2max.core import Box
from py2max.m4l import ensure_amxd_project_block, pack_amxd

from bridge.outputs.protocol import ROOT
from scripts.max import live, parts
from scripts.max.sheet import Place, Sheet

FILE = "leaderbridge.amxd"
KIND = "midi_effect"
"""It stands on any MIDI track and passes its notes on."""
LISTEN = 9704
"""Where the device listens: Max listens at 9703, Pd at 9702."""
MADE = 3_850_000_000
"""A date (seconds since 1904) in the file, always the same so that the file is."""
WIDTH, SLOTS = 470, 4


def amxd() -> bytes:
    """The device as Live's file."""
    document = ensure_amxd_project_block(sheet().document(), device_type=KIND, mtime=MADE)
    text = json.dumps(document, indent=1, ensure_ascii=False)
    return pack_amxd(text, device_type=KIND, patcher_filename=FILE, mtime=MADE)


def sheet() -> Sheet:
    """The device: from the bridge on the left, to Live in the middle, to what is mapped on the right."""
    patch = Sheet(1120, 620, digest="Live follows the band's leader")
    patch.patcher.enable_presentation(devicewidth=WIDTH)
    patch.comment(20, 12, "leaderbridge", size=14.0, fontface=1, show=(6, 4, 98, 22))
    patch.chain(patch.box(20, 540, "midiin"), patch.box(20, 576, "midiout"))
    patch.comment(90, 542, "notes go through")
    source = _bridge(patch)
    _shown(patch, source)
    _tempo(patch, source)
    _lead(patch, source)
    _slots(patch, source)
    return patch


def _bridge(patch: Sheet) -> Box:
    """Hears; outlets: BPM, leader's name, its index, buses, state, 1 or 0 for there or gone."""
    box, inside = patch.inner(20, 90, "bridge", 760, 420)
    sender = inside.box(30, 150, live.TO_BRIDGE)
    start = inside.box(240, 20, "loadmess 1")
    subscribe = inside.message(240, 100, f"{ROOT}subscribe {LISTEN}")
    inside.chain(start, inside.box(240, 60, "metro 5000"), subscribe, sender)
    listener = inside.box(440, 20, f"udpreceive {LISTEN}")
    wanted = ("tempo", "leader", "buses", "state", "ping")
    route = inside.box(240, 150, "route " + " ".join(ROOT + name for name in wanted), width=480)
    inside.join(listener, route)
    unpacked = inside.box(336, 190, "unpack s i f", width=100)
    inside.join(route, unpacked, outlet=1)
    there = _watch(inside, route)
    ports = ((240, route, 0, "BPM"), (320, unpacked, 0, "leader"), (400, unpacked, 1, "index"),
             (480, route, 2, "buses"), (560, route, 3, "state"), (640, there, 0, "there"))  # fmt: skip
    for x, origin, outlet, text in ports:
        inside.join(origin, inside.outlet(x, 350, text), outlet=outlet)
    return box


def _watch(inside: Sheet, route: Box) -> Box:
    """1 while pings come, 0 when there was none for 2 s."""
    split = inside.box(620, 190, "t b b")
    inside.join(route, split, outlet=4)
    here, gone = inside.message(620, 260, "1"), inside.message(680, 260, "0")
    inside.join(split, here)
    late = inside.box(670, 226, "delay 2000")
    inside.join(split, late, outlet=1)
    inside.join(late, gone)
    changed = inside.box(640, 300, "change")
    inside.join(here, changed)
    inside.join(gone, changed)
    return changed


def _shown(patch: Sheet, source: Box) -> None:
    """Leader, tempo, state; in plain boxes: a Live parameter that moves by itself fills the undo history."""
    patch.comment(20, 380, "leader", show=(6, 28, 60, 20))
    parts.words(patch, 20, 300, source, outlet=1, width=120, show=(6, 48, 120, 30), size=18.0)
    patch.comment(160, 380, "tempo", show=(6, 80, 60, 20))
    parts.number(patch, (160, 332, 100, 30), source, show=(6, 100, 120, 30), size=18.0)
    parts.words(patch, 20, 420, source, outlet=4, width=120, show=(6, 138, 120, 22))
    light = patch.widget((160, 452, 20, 20), "toggle", show=(108, 6, 18, 18), **parts.QUIET)
    patch.join(source, light, outlet=5)
    patch.comment(190, 452, "the bridge is there")


def _tempo(patch: Sheet, source: Box) -> None:
    """Live's tempo: a switch, and the time that it takes to a new tempo."""
    box = live.tempo(patch, 330, 300)
    patch.join(source, box)
    switch = live.switch(
        patch, (370, 160, 90, 20), "Follow", ("Live is free", "Live follows"), (150, 48, 110, 24)
    )
    patch.join(switch, box, inlet=1)
    slew = live.number(patch, (470, 160, 60, 15), "Slew", (0, 10000, 500), (210, 84, 50, 15), unit=live.MS)
    patch.comment(470, 134, "slew", show=(150, 80, 56, 20))
    patch.join(slew, box, inlet=2)
    patch.join(patch.box(560, 160, "live.thisdevice"), box, inlet=3)
    patch.comment(330, 60, "Live's tempo", fontface=1, show=(150, 28, 110, 20))


def _lead(patch: Sheet, source: Box) -> None:
    """A parameter that gives somebody the lead: to be mapped to a button or drawn as automation."""
    patch.comment(530, 220, "0: the bridge decides, 1: the first bus")
    patch.comment(560, 240, "give lead", show=(150, 108, 60, 20))
    place: Place = (560, 264, 60, 15)
    number = live.number(patch, place, "Give lead", (0, 16, 0), (210, 112, 50, 15), unit=live.INT)
    box, inside = patch.inner(560, 300, "lead", 420, 400)
    live.named(inside)
    patch.join(number, box)
    patch.join(source, box, outlet=3, inlet=1)


def _slots(patch: Sheet, source: Box) -> None:
    """While a bus leads, a parameter anywhere in Live goes to its maximum, and else to its minimum."""
    patch.comment(760, 60, "who leads moves", fontface=1, show=(276, 28, 190, 20))
    patch.join(source, patch.box(220, 120, f"send {live.LEADS}"), outlet=2)
    patch.comment(220, 96, "the leader's index, to the slots on the right")
    for i in range(SLOTS):
        live.slot(patch, i, (760, 100 + 126 * i), (276, 50 + 28 * i))


def parameters() -> tuple[str, ...]:
    """Long names of all parameters that Live sees."""
    boxes: list[dict[str, Any]] = [item["box"] for item in sheet().document()["patcher"]["boxes"]]
    attributes = (box.get("saved_attribute_attributes", {}) for box in boxes)
    return tuple(item["valueof"]["parameter_longname"] for item in attributes if item)
