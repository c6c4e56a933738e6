"""Writes patches/touchosc anew; with a path, also draws the layout there as SVG, to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

from py2tosc.render import to_svg

from scripts.touchosc.layout import document

HOME = Path(__file__).resolve().parents[2] / "patches" / "touchosc"
FILE = HOME / "leaderbridge.tosc"

if __name__ == "__main__":
    HOME.mkdir(parents=True, exist_ok=True)
    document().save(FILE)
    for argument in sys.argv[1:]:
        Path(argument).write_text(to_svg(document()))
