"""The few figures of a finished analysis or demo, and where the rest lies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

LABELS: Mapping[str, tuple[str, str]] = {
    "duration": ("length", "{:.1f} s"),
    "speed": ("speed", "{:.1f} × real time"),
    "tempo_median_bpm": ("tempo (median)", "{:.2f} BPM"),
    "tempo_mae_bpm": ("tempo error (mean)", "{:.2f} BPM"),
    "tempo_acc1": ("tempo within 4 %", "{:.1%} of the time"),
    "leader_named": ("leader named", "{:.1%} of the time"),
    "leader_precision": ("  right when named", "{:.1%}"),
    "leader_accuracy": ("largest share of the lead right", "{:.1%} of the time"),
    "leader_chance": ("  by chance", "{:.1%}"),
    "tick_error_ms_median": ("clock to true beat (median)", "{:.1f} ms"),
    "tick_error_ms_p95": ("clock to true beat (95 %)", "{:.1f} ms"),
    "samples_lost": ("samples lost", "{:d}"),
    "ticks_late": ("late clocks", "{:d}"),
}
"""What ``summary.json`` holds that is worth a line on the screen."""


def print_summary(summary: Mapping[str, Any], out: Path) -> None:
    """Prints the figures that ``summary`` has and the paths in ``out`` to stdout."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for label, text in rows(summary):
        table.add_row(label, text)
    console = Console(soft_wrap=True)
    console.print(table)
    for path in [*sorted(out.glob("*.csv")), out / "summary.json"]:
        console.print(str(path), style="dim", highlight=False)
    console.print(f"picture: {out / 'report.png'}", highlight=False)
    console.print(f"report: {out / 'report.html'}", highlight=False)


def rows(summary: Mapping[str, Any]) -> list[tuple[str, str]]:
    """``(label, text)`` of each figure that is there and known."""
    return [
        (label, form.format(summary[key]))
        for key, (label, form) in LABELS.items()
        if summary.get(key) is not None and not math.isnan(summary[key])
    ]
