"""Two pictures of the figures: what is taken for what, and how the answer settles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure


def draw(figures: Mapping[str, Any], folder: Path) -> None:
    """``confusion.png`` and ``settling.png`` into a folder."""
    confusion(figures, folder / "confusion.png")
    settling(figures, folder / "settling.png")


def confusion(figures: Mapping[str, Any], path: Path) -> None:
    """Share of each style's excerpts that are called so; each row is a style."""
    labels = figures["model"]["labels"]
    counts = np.array(figures["confusion"], float)
    shares = counts / np.maximum(1.0, counts.sum(1, keepdims=True))
    figure = Figure(figsize=(6.5, 6), layout="constrained")
    axes = figure.add_subplot(xlabel="named", ylabel="is")
    axes.imshow(shares, cmap="Greys", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=90)
    axes.set_yticks(range(len(labels)), labels)
    for (row, column), share in np.ndenumerate(shares):
        if share > 0:
            colour = "white" if share > 0.5 else "black"
            axes.text(column, row, f"{100 * share:.0f}", ha="center", va="center", fontsize=7, color=colour)
    figure.savefig(path, dpi=80)


def settling(figures: Mapping[str, Any], path: Path) -> None:
    """Accuracy over the chunks heard, a line a way."""
    figure = Figure(figsize=(6.5, 4), layout="constrained")
    axes = figure.add_subplot(
        xlabel=f"chunks of {figures['model']['seconds']} s", ylabel="right", ylim=(0, 1), xscale="log"
    )
    for name, by in figures["settling"].items():
        ours = name == figures["model"]["name"]
        axes.plot(
            [int(n) for n in by], list(by.values()), marker="o", linewidth=2.5 if ours else 1, label=name
        )
    counts = [int(n) for n in figures["sure"]]
    axes.set_xticks(counts, map(str, counts))
    axes.minorticks_off()
    axes.legend(fontsize="small")
    figure.savefig(path, dpi=80)
