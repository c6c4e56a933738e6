"""What is missed when something else is heard in vain, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from models.activity.clips import LABELS


def confusions(shares: Sequence[Sequence[float]], path: Path) -> None:
    """Rows: the label that was heard in vain; columns: whose share of what was missed then; a PNG file."""
    figure = Figure(figsize=(8, 7), layout="constrained")
    axes = figure.add_subplot(xlabel="missed", ylabel="heard in vain")
    shown = axes.imshow(np.asarray(shares), cmap="magma_r", vmin=0)
    names = [label.replace("_", " ") for label in LABELS]
    axes.set_xticks(range(len(LABELS)), names, rotation=90)
    axes.set_yticks(range(len(LABELS)), names)
    figure.colorbar(shown, ax=axes, label="share of the row")
    figure.savefig(path, dpi=100)
