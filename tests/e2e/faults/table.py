"""``python -m tests.e2e.faults.table``: what `make faults` has measured, as the table of docs/faults.md."""

from __future__ import annotations

import json
from pathlib import Path

FOUND = Path("build/faults")
HEAD = (
    "| fault | what the musician sees | longest gap, ms | clocks lost | phase, ms | as before after, s | "
    "hole in the recording, s |"
)
COLUMNS = (
    ("gap", "{:.0f}"),
    ("clocks", "{:+.1f}"),
    ("phase", "{:+.0f}"),
    ("back", "{:.1f}"),
    ("hole", "{:.1f}"),
)
LEAST = 0.05
"""Seconds: a hole shorter than this is the distance between two steps."""


def row(cost: dict) -> str:
    """One fault's line; a dash where nothing was to be measured."""
    cells = [form.format(cost[key]) if key in cost else "–" for key, form in COLUMNS]
    if cost.get("hole", 1.0) < LEAST:
        cells[-1] = "none"
    return " | ".join((f"| {cost['fault']}", cost["seen"], *cells)) + " |"


def main() -> None:
    costs = [json.loads(path.read_text()) for path in sorted(FOUND.glob("*.json"))]
    print(HEAD, "| --- | --- | --: | --: | --: | --: | --: |", *map(row, costs), sep="\n")


if __name__ == "__main__":
    main()
