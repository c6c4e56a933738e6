"""Measures what docs/figures.md shows, by the commands that it names, and writes it there: ``make bench``.

``python scripts/bench NAME…`` measures only these; the tables of the others stay as they are. A new
figure is a module with ``table() -> str`` and a line in `TABLES`.
"""

from __future__ import annotations

import sys

import clock
import demo_band
import live
import page
import start_up
import stems

TABLES = {
    "demo-band": demo_band.table,
    "stems": stems.table,
    "live": live.table,
    "jack-clock": clock.table,
    "start-up": start_up.table,
}


def main(wanted: list[str]) -> None:
    """Measure the tables ``wanted``, or all, and put each into the page as soon as it is there."""
    for name in wanted or TABLES:
        text = TABLES[name]()
        print(text)
        page.put(name, text)


if __name__ == "__main__":
    main(sys.argv[1:])
