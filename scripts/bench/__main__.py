"""Measures what the pages of figures show, by the commands they name, and writes it there: ``make bench``.

``python scripts/bench NAME…`` measures only these; the tables of the others stay as they are. A new
figure is a module with ``table() -> str`` and a line in `TABLES`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

import page

FIGURES, CLOCK = "figures.md", "clock.md"


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
    "live": Table(FIGURES, "live"),
    "start-up": Table(FIGURES, "start_up"),
    "clock": Table(CLOCK, "clock"),
    "beat": Table(CLOCK, "beat"),
    "locking": Table(CLOCK, "locking"),
    "count-in": Table(CLOCK, "count_in"),
    "midi-port": Table(CLOCK, "midi_port"),
    "link": Table(CLOCK, "link_peers"),
    "osc": Table(CLOCK, "osc_ear"),
}


def main(wanted: list[str]) -> None:
    """Measure the tables ``wanted``, or all, and put each into its page as soon as it is there."""
    for name in wanted or TABLES:
        text = import_module(TABLES[name].module).table()
        print(text)
        page.put(TABLES[name].page, name, text)


if __name__ == "__main__":
    main(sys.argv[1:])
