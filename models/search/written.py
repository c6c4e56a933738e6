"""A search's files for people: table, picture and CSV, beside its trials."""

from __future__ import annotations

from pathlib import Path

from models.search.picture import draw
from models.search.table import table
from models.search.trials import Trials, write


def keep(trials: Trials, place: Path) -> str:
    """Write ``table.md``, ``search.png`` and ``trials.csv`` into the search's folder; gives the table."""
    said = table(trials)
    (place / "table.md").write_text(said)
    draw(trials, place / "search.png")
    write(trials, place / "trials.csv")
    return said
