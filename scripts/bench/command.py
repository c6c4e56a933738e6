"""The bridge as a person calls it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

OUT = Path("build/bench")
PROGRAM = Path(sys.executable).with_name("leaderbridge")


def leaderbridge(*arguments: str | Path) -> None:
    """Run one command; its errors are shown and end the measurement."""
    subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def summary(folder: Path) -> dict[str, Any]:
    """What a run wrote about itself."""
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def column(folder: Path, file: str, name: str) -> list[str]:
    """One column of a CSV file."""
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]
