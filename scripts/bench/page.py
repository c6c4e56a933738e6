"""The pages of figures: a marked place for each table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def put(page: str, name: str, text: str) -> None:
    """Replace what stands in ``docs/page`` between the marks of ``name``; new marks come at its end."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    path = DOCS / page
    before = path.read_text(encoding="utf-8")
    if begin not in before:
        before = f"{before.rstrip()}\n\n{begin}\n{end}\n"
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    path.write_text(between.sub(lambda _: f"{begin}\n{text.strip()}\n{end}", before), encoding="utf-8")


def markdown(title: str, command: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table under its title and the command that makes each of its rows."""
    head = list(head)
    lines = [f"## {title}", "", f"    {command}", "", _row(head), _row("---" for _ in head), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
