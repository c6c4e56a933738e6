"""Measures what the pages of figures show, by the commands they name, and writes it there: ``make bench``.

``python scripts/bench NAME…`` measures only these; the tables of the others stay as they are. A new
figure is a module with ``table() -> str`` and a line in `TABLES`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import clock
import count_in
import demo_band
import features
import link_peers
import live
import midi_port
import osc_ear
import page
import start_up
import stems

FIGURES, CLOCK = "figures.md", "clock.md"


class Table(NamedTuple):
    """What measures a table, and the page under docs/ that shows it."""

    page: str
    measure: Callable[[], str]


TABLES = {
    "demo-band": Table(FIGURES, demo_band.table),
    "stems": Table(FIGURES, stems.table),
    "features": Table(FIGURES, features.table),
    "live": Table(FIGURES, live.table),
    "start-up": Table(FIGURES, start_up.table),
    "clock": Table(CLOCK, clock.table),
    "count-in": Table(CLOCK, count_in.table),
    "midi-port": Table(CLOCK, midi_port.table),
    "link": Table(CLOCK, link_peers.table),
    "osc": Table(CLOCK, osc_ear.table),
}


def main(wanted: list[str]) -> None:
    """Measure the tables ``wanted``, or all, and put each into its page as soon as it is there."""
    for name in wanted or TABLES:
        text = TABLES[name].measure()
        print(text)
        page.put(TABLES[name].page, name, text)


if __name__ == "__main__":
    main(sys.argv[1:])
