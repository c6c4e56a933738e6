"""Two pictures of the figures: how far shares can be believed, and how soon a new tempo is found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from bridge.types import TICK
from models.leader.judge.candidates import BRIDGE, MODEL

SETTLING = "settle to 2 %"
LONGEST = 15.0
SHOWN = ("ours", "baseline")


def reliability(sets: Mapping[str, Any], path: Path) -> None:
    """Share right over mean largest share, a line a set that knows its leaders, into a PNG file."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.add_subplot(xlabel="largest share", ylabel="right", xlim=(0, 1), ylim=(0, 1), aspect=1)
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for name, found in sets.items():
        if found["reliability"]:
            ticks, sure, right = np.array(found["reliability"]).T
            axes.plot(sure, right, linewidth=1, label=name)
            axes.scatter(sure, right, s=200 * ticks / ticks.sum())
    axes.legend(title=f"{MODEL}\nby set, dots as large as often", loc="upper left")
    figure.savefig(path, dpi=120)


def settling(found: Mapping[str, Any], path: Path) -> None:
    """Share of a set's tempo steps not yet settled to 2 % over time, a line a way, into a PNG file."""
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot(
        xlabel="seconds after a step of the tempo",
        ylabel="not yet within 2 %",
        xlim=(0, LONGEST),
        ylim=(0, 1),
    )
    for way, curve in found["settling"][SETTLING].items():
        if found["ways"][way]["kind"] in SHOWN:
            ours = way in (MODEL, BRIDGE)
            axes.step(
                np.arange(len(curve)) * TICK, curve, where="post", linewidth=2.5 if ours else 1, label=way
            )
    axes.legend(fontsize="small", loc="upper right")
    figure.savefig(path, dpi=120)


def draw(figures: Mapping[str, Any], beside: Path) -> list[Path]:
    """Both pictures into the folder of the file ``beside``; gives their paths."""
    folder = beside.resolve().parent
    made = [folder / f"{beside.stem}-reliability.png"]
    reliability(figures["sets"], made[0])
    if figures["sets"].get("A", {"settling": {SETTLING: {}}})["settling"][SETTLING]:
        made.append(folder / f"{beside.stem}-settling.png")
        settling(figures["sets"]["A"], made[1])
    return made
