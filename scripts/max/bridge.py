"""lb.bridge: the one box that listens to the bridge and speaks to it."""

from __future__ import annotations

from py2max.core import Box

from bridge.outputs.protocol import OUT, ROOT
from scripts.max import parts
from scripts.max.sheet import Sheet
from scripts.max.spec import Argument, Object, Port

ASK = "/bridge"
"""Name of the `send` whose messages go to the bridge."""
BUS = "/bridge/bus"
"""Name of the `send` that carries ``<bus> <kind> <value>``."""
THERE = "/bridge/there"
"""Name of the `send` that says 1 while the bridge is there, 0 when it is gone."""
LISTEN = 9703
"""Where Max listens unless told otherwise; the bridge sends to 9701 unasked, and Pd listens at 9702."""
AGAIN_MS, SEEK_MS = 5000, 1000
"""Time between two subscriptions (they lapse after 30 s) while the bridge is there, and while it is gone."""
GONE_MS = 2000
"""Without a ping for so long (it comes twice a second) the bridge is gone."""

ROWS = tuple(ROOT + name for name in OUT if not name.startswith("bus/"))
"""Every address that is not a bus's."""
FIVE = 5
"""Addresses to one `route`: more are wider than a screen."""


def receiver(spec: Object) -> Sheet:
    """What is sent on the left, what comes in on the right, what is shown below."""
    sheet = spec.sheet(1130, 790)
    unpacked = sheet.box(220, 92, "unpack s i i")
    sheet.chain(sheet.box(220, 56, f"patcherargs 127.0.0.1 9700 {LISTEN}"), unpacked)
    sheet.join(sheet.inlet(30, 46, "host, its port, my port"), unpacked)
    sheet.comment(430, 58, "arguments")
    sender = sheet.box(30, 420, "udpsend 127.0.0.1 9700")
    sheet.comment(190, 422, "to the bridge")
    sheet.join(sheet.box(30, 380, f"receive {ASK}"), sender)
    listener = sheet.box(600, 120, f"udpreceive {LISTEN}")
    _address(sheet, unpacked, sender)
    _subscribe(sheet, unpacked, sender, listener)
    _spread(sheet, listener)
    _watch(sheet)
    _look(sheet)
    sheet.join(
        sheet.box(740, 676, f"receive {ROOT}error"),
        sheet.outlet(740, 706, spec.outlets[2].text, note="refused"),
    )
    return sheet


def _address(sheet: Sheet, unpacked: Box, sender: Box) -> None:
    """Where the bridge is."""
    for x, text, outlet in ((130, "host $1", 0), (220, "port $1", 1)):
        message = sheet.message(x, 140, text)
        sheet.join(unpacked, message, outlet=outlet)
        sheet.join(message, sender)


def _subscribe(sheet: Sheet, unpacked: Box, sender: Box, listener: Box) -> None:
    """Listen at my port and say it to the bridge again and again."""
    split = sheet.box(310, 140, "t b i i")
    sheet.join(unpacked, split, outlet=2)
    port = sheet.message(600, 76, "port $1")
    sheet.join(split, port, outlet=2)
    sheet.join(port, listener)
    kept = sheet.box(310, 310, "int", width=60)
    sheet.join(split, kept, outlet=1, inlet=1)
    start = sheet.message(260, 192, "1")
    sheet.join(split, start)
    again = sheet.box(260, 270, f"metro {SEEK_MS}", width=110)
    sheet.comment(375, 272, "keeps the subscription alive")
    sheet.chain(start, again, kept, sheet.message(310, 346, f"{ROOT}subscribe $1"), sender)
    pause = sheet.box(340, 232, f"expr $i1 * {AGAIN_MS - SEEK_MS} + {SEEK_MS}")
    sheet.join(sheet.box(340, 196, f"receive {THERE}"), pause)
    sheet.join(pause, again, inlet=1)


def _spread(sheet: Sheet, listener: Box) -> None:
    """Each address to the `send` of its name, and what is a bus's to `BUS`."""
    sheet.comment(730, 122, "each value goes to the receive of its own address")
    source, outlet = listener, 0
    for i in range(0, len(ROWS), FIVE):
        rows = ROWS[i : i + FIVE]
        y = 170 + 112 * i / FIVE
        route = sheet.box(600, y, "route " + " ".join(rows), width=500)
        sheet.join(source, route, outlet=outlet)
        parts.fan(sheet, route, y + 36, [f"send {row}" for row in rows], step=82)
        source, outlet = route, len(rows)
    _split_bus(sheet, source, outlet)
    sheet.join(listener, sheet.outlet(600, 706, "all that it says, with its address", note="all it says"))


def _split_bus(sheet: Sheet, source: Box, outlet: int) -> None:
    """``/bridge/bus/kick/level -20.`` becomes ``kick level -20.``"""
    sliced = sheet.box(650, 510, "zl.slice 1")
    sheet.join(source, sliced, outlet=outlet)
    name = sheet.box(650, 546, f"regexp {BUS}/(.+)/(.+)")
    sheet.join(sliced, name)
    joined = sheet.box(650, 582, "zl.join", width=200)
    sheet.join(name, joined, outlet=1)
    sheet.join(sliced, joined, outlet=1, inlet=1)
    sheet.chain(joined, sheet.box(650, 618, f"send {BUS}"))
    sheet.comment(760, 620, "bus, kind, value")


def _watch(sheet: Sheet) -> None:
    """1 while pings come, 0 once they have stayed away."""
    split = sheet.box(900, 546, "t b b")
    sheet.join(sheet.box(900, 510, f"receive {ROOT}ping"), split)
    here = sheet.message(900, 600, "1")
    sheet.join(split, here)
    late = sheet.box(980, 546, f"delay {GONE_MS}")
    sheet.join(split, late, outlet=1)
    gone = sheet.message(980, 600, "0")
    sheet.join(late, gone)
    changed = sheet.box(900, 636, "change")
    sheet.join(here, changed)
    sheet.join(gone, changed)
    sheet.join(changed, sheet.box(900, 676, f"send {THERE}"))
    there = sheet.outlet(500, 706, "1: the bridge is there, 0: it is gone", note="1 there, 0 gone")
    sheet.join(sheet.box(470, 676, f"receive {THERE}"), there)


def _look(sheet: Sheet) -> None:
    """The view: is it there, and what does it say?"""
    there = sheet.box(30, 480, f"receive {THERE}")
    sheet.chain(there, sheet.widget((30, 512, 24, 24), "toggle", show=(196, 3, 20, 20), **parts.QUIET))
    for i, name in enumerate(("state", "transport", "song", "error")):
        x = 30 + i * 145
        source = sheet.box(x, 560, f"receive {ROOT}{name}")
        parts.words(sheet, x, 592, source, width=120, show=(80, 28 + 24 * i, 136, 20))
        sheet.comment(x, 650, name, show=(4, 29 + 24 * i, 74, 20))
    parts.title(sheet, "leaderbridge", 190)


OBJECTS = (
    Object(
        name="lb.bridge",
        digest="hears the bridge and speaks to it",
        text=(
            "Put it once into one of your open patches: all other lb. objects get their values from it. It "
            "subscribes with its own port, says so again every 5 seconds, and finds a bridge that was "
            "started later or again. Every value also goes to the receive of its address, such as receive "
            "/bridge/state."
        ),
        draw=receiver,
        inlets=(Port("host of the bridge, its port, my port"),),
        outlets=(
            Port("1: the bridge is there, 0: it is gone"),
            Port("all that it says, with its address"),
            Port("why a command was refused"),
        ),
        arguments=(
            Argument("host", "symbol", "127.0.0.1", "where the bridge is"),
            Argument("bridge-port", "int", "9700", "where the bridge listens"),
            Argument("my-port", "int", str(LISTEN), "where Max listens"),
        ),
        view=(220, 126),
        example="lb.bridge",
        tries=(f"127.0.0.1 9700 {LISTEN}",),
    ),
)
