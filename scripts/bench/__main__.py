"""Measures what the pages of figures show, by the commands they name, and writes it there: ``make bench``.

``python scripts/bench NAME…`` measures only these; the tables of the others stay as they are. A new
figure is a module with ``table() -> str`` and a line in `TABLES`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

import page

from bridge.errors import BridgeError

FIGURES, CLOCK, PAGE, FAULTS = "figures.md", "clock.md", "dashboard.md", "faults.md"


class Table(NamedTuple):
    """The page under docs/ that shows a table, and the module that measures it.

    A module is loaded when it is asked for: what one measures with, another need not have.
    """

    page: str
    module: str


TABLES = {
    "demo-band": Table(FIGURES, "demo_band"),
    "stems": Table(FIGURES, "stems"),
    "features": Table(FIGURES, "features"),
    "offline": Table(FIGURES, "offline"),
    "hour": Table(FIGURES, "hour"),
    "live": Table(FIGURES, "live"),
    "ears": Table(FIGURES, "ears"),
    "start-up": Table(FIGURES, "start_up"),
    "clock": Table(CLOCK, "clock"),
    "beat": Table(CLOCK, "beat"),
    "locking": Table(CLOCK, "locking"),
    "count-in": Table(CLOCK, "count_in"),
    "midi-port": Table(CLOCK, "midi_port"),
    "link": Table(CLOCK, "link_peers"),
    "osc": Table(CLOCK, "osc_ear"),
    "takeover": Table(FAULTS, "takeover"),
    "page": Table(PAGE, "page_updates"),
}


def main(wanted: list[str]) -> int:
    """Measure the tables ``wanted``, or all, and put each into its page as soon as it is there.

    One that lacks something here is left as it is, and said; the exit code is then 1.
    """
    lacking = 0
    for name in wanted or TABLES:
        try:
            text = import_module(TABLES[name].module).table()
        except BridgeError as why:
            print(f"{name}: {why}", file=sys.stderr)
            lacking = 1
        else:
            print(text)
            page.put(TABLES[name].page, name, text)
    return lacking


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
