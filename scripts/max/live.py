"""Parts of the device that touch Live: parameters, its tempo, and parameters that are mapped."""

from __future__ import annotations

from typing import Any

from py2max.core import Box

from bridge.outputs.protocol import ROOT
from scripts.max import parts
from scripts.max.sheet import Place, Sheet

INT, MS = 0, 2
"""Units of Live's parameters."""
SONG_TEMPO = "live_set master_track mixer_device song_tempo"
TO_BRIDGE = "udpsend 127.0.0.1 9700"
LEADS = "---leads"
"""Carries the leader's index to the slots; Live puts another name for ``---`` in each device."""
LOW, HIGH = "20.", "999."
"""The tempi that Live knows, in BPM."""


def number(
    patch: Sheet, place: Place, name: str, span: tuple[int, int, int], show: Place, *, unit: int
) -> Box:
    """A number that Live sees as a parameter; ``span`` is lowest, highest, initial."""
    low, high, initial = span
    values = _parameter(name, 1 if unit == INT else 0)
    values |= {"parameter_mmin": float(low), "parameter_mmax": float(high), "parameter_unitstyle": unit}
    values |= {"parameter_initial": [initial], "parameter_initial_enable": 1}
    return _placed(patch, place, "live.numbox", show, values, name)


def switch(patch: Sheet, place: Place, name: str, texts: tuple[str, str], show: Place) -> Box:
    """An on/off switch that Live sees as a parameter, off at first."""
    values = _parameter(name, 2)
    values |= {"parameter_enum": ["off", "on"], "parameter_mmax": 1, "parameter_initial": [0.0],
               "parameter_initial_enable": 1}  # fmt: skip
    return _placed(patch, place, "live.text", show, values, name, mode=1, text=texts[0], texton=texts[1])


def button(patch: Sheet, place: Place, text: str, show: Place) -> Box:
    """A button; `textbutton`, because a press is nothing that Live should keep."""
    return patch.widget(place, "textbutton", show=show, text=text, parameter_enable=0)


def tempo(patch: Sheet, x: float, y: float) -> Box:
    """Sets Live's tempo by remote control: ``live_set tempo`` would make an undo step each time."""
    box, inside = patch.inner(x, y, "tempo", 720, 520)
    bpm, on = inside.inlet(30, 20, "BPM"), inside.inlet(190, 20, "1 follow, 0 free")
    slew, ready = inside.inlet(370, 20, "slew in ms"), inside.inlet(530, 20, "device is ready")
    split = inside.box(190, 70, "t i i i", width=120)
    inside.join(on, split)
    gate = inside.box(30, 160, "gate 1", width=80)
    known = inside.box(30, 110, f"split {LOW} {HIGH}")
    inside.join(bpm, known)
    inside.join(known, gate, inlet=1)
    inside.join(split, gate)
    ramp = inside.box(30, 400, "line 0. 20", width=120)
    pack = inside.box(30, 210, "pack 0. 500.", width=120)
    inside.chain(gate, pack, ramp)
    inside.join(slew, pack, inlet=1)
    remote = inside.box(30, 450, "live.remote~", width=160)
    inside.join(ramp, remote)
    path = _path(inside, ready, split, remote)
    _begin(inside, split, path, ramp)
    return box


def _path(inside: Sheet, ready: Box, split: Box, remote: Box) -> Box:
    """Live's tempo is taken when the switch goes on, and given back when it goes off."""
    goto = inside.message(370, 110, f"path {SONG_TEMPO}")
    path = inside.box(370, 190, "live.path", width=90)
    inside.chain(ready, goto, path)
    chosen = inside.box(230, 150, "sel 1 0", width=110)
    inside.join(split, chosen, outlet=1)
    inside.join(chosen, path)
    give_back = inside.message(290, 230, "id 0")
    inside.join(chosen, give_back, outlet=1)
    taken = inside.box(370, 290, "gate 1", width=80)
    inside.join(split, taken, outlet=2)
    inside.join(path, taken, inlet=1)
    inside.join(taken, remote, inlet=1)
    inside.join(give_back, remote, inlet=1)
    inside.comment(370, 314, "only while it follows")
    return path


def _begin(inside: Sheet, split: Box, path: Box, ramp: Box) -> None:
    """While Live is free the ramp knows Live's own tempo, so that it begins there."""
    observer = inside.box(540, 230, "live.observer value")
    inside.join(path, observer, outlet=1, inlet=1)
    free = inside.box(540, 290, "gate 1 1", width=80)
    inverse = inside.box(480, 150, "== 0")
    inside.join(split, inverse, outlet=2)
    inside.join(inverse, free)
    inside.join(observer, free, inlet=1)
    setter = inside.box(540, 340, "prepend set")
    inside.chain(free, setter, ramp)
    inside.comment(500, 366, "the ramp begins at Live's tempo")


def named(inside: Sheet) -> None:
    """A bus's place, from 1, becomes the command that gives it the lead; 0 leaves it to the bridge."""
    place, buses = inside.inlet(30, 20, "place, 0: auto"), inside.inlet(230, 20, "names of the buses")
    new = inside.box(30, 80, "change")
    chosen = inside.box(30, 120, "sel 0", width=100)
    inside.chain(place, new, chosen)
    auto = inside.message(30, 240, "auto")
    inside.join(chosen, auto)
    split = inside.box(115, 160, "t b i", width=60)
    inside.join(chosen, split, outlet=1)
    names = inside.box(115, 200, "zl.reg", width=60)
    inside.join(split, names)
    inside.join(buses, names, inlet=1)
    nth = inside.box(115, 240, "zl.nth 1", width=80)
    inside.join(names, nth)
    inside.join(split, nth, outlet=1, inlet=1)
    command = inside.box(30, 290, f"prepend {ROOT}lead")
    inside.join(auto, command)
    inside.join(nth, command)
    inside.chain(command, inside.box(30, 330, TO_BRIDGE))


def slot(patch: Sheet, i: int, at: tuple[float, float], show: tuple[float, float]) -> None:
    """One row: which bus, a button to map a parameter, what is mapped, a button to let it go."""
    x, y = at
    u, v = show
    box, inside = patch.inner(x, y + 60, f"slot{i + 1}", 640, 460)
    _mapped(inside)
    patch.join(patch.box(x, y, f"receive {LEADS}"), box)
    place: Place = (x + 120, y, 50, 15)
    bus = number(patch, place, f"Bus {i + 1}", (1, 16, i + 1), (u, v + 2, 34, 15), unit=INT)
    patch.join(bus, box, inlet=1)
    mapper = button(patch, (x + 190, y, 50, 20), "map", (u + 38, v, 40, 20))
    patch.join(mapper, box, inlet=2)
    loose = button(patch, (x + 260, y, 30, 20), "x", (u + 166, v, 20, 20))
    patch.join(loose, box, inlet=3)
    name = patch.widget((x, y + 90, 150, 22), "message", show=(u + 82, v, 80, 20), text="", **parts.QUIET)
    patch.join(box, name)


def _mapped(inside: Sheet) -> None:
    """1 while the bus leads, else 0, over the whole range of the parameter that is mapped."""
    index, bus = inside.inlet(30, 20, "index, from 0"), inside.inlet(150, 20, "bus, from 1")
    start, stop = inside.inlet(290, 20, "map"), inside.inlet(400, 20, "let go")
    leads = inside.box(30, 150, "== 1", width=60)
    inside.chain(index, inside.box(30, 100, "+ 1"), leads)
    inside.join(bus, leads, inlet=1)
    ramp = inside.box(30, 240, "line 0. 20", width=100)
    inside.chain(leads, inside.box(30, 200, "pack 0. 100"), ramp)
    remote = inside.box(30, 400, "live.remote~ @normalized 1")
    remote._kwds["saved_object_attributes"] = {"_persistence": 1, "normalized": 1}
    inside.join(ramp, remote)
    mapper = inside.box(290, 150, "live.map", width=160)
    inside.join(start, mapper)
    unmap = inside.box(400, 80, "t b b b", width=90)
    inside.join(stop, unmap)
    for at, outlet, text in ((400, 0, "unmap"), (470, 1, "id 0"), (530, 2, "set")):
        message = inside.message(at, 112, text)
        inside.join(unmap, message, outlet=outlet)
        target = {"unmap": (mapper, 0), "id 0": (remote, 1)}.get(text)
        if target:
            inside.join(message, target[0], inlet=target[1])
    _shows(inside, mapper, remote, message)


def _shows(inside: Sheet, mapper: Box, remote: Box, empty: Box) -> None:
    """The id to the remote, whether it comes with the word id or without; the name to the face."""
    known = inside.box(290, 200, "route id")
    inside.join(mapper, known, outlet=1)
    again = inside.box(290, 240, "prepend id", width=80)
    inside.join(known, again)
    inside.join(known, again, outlet=1)
    inside.join(again, remote, inlet=1)
    setter = inside.box(420, 240, "prepend set")
    inside.join(mapper, setter, outlet=2)
    face = inside.outlet(420, 300, "name of what is mapped")
    inside.join(setter, face)
    inside.join(empty, face)


def _parameter(name: str, kind: int) -> dict[str, Any]:
    """What Live keeps of a parameter; ``kind`` 0 is a float, 1 an int, 2 a list of names."""
    return {"parameter_longname": name, "parameter_shortname": name, "parameter_type": kind}


def _placed(
    patch: Sheet, place: Place, maxclass: str, show: Place, values: dict[str, Any], name: str, **more: Any
) -> Box:
    more |= {"parameter_enable": 1, "varname": name, "saved_attribute_attributes": {"valueof": values}}
    return patch.widget(place, maxclass, show=show, **more)
