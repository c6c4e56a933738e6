"""Figure 3: how much of the features' variance so many principal components hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from sklearn.decomposition import PCA

from models.leader.paper.rows import joined
from models.leader.paper.table import Piece
from models.leader.takes import F64


def variances(pieces: Sequence[Piece]) -> Mapping[str, F64]:
    """Cumulative share of the variance after 1, 2, … 13 components, features as they are and standardised.

    The paper does not say which. As they are, pitch in Hz (and time) outweighs everything.
    """
    features = joined(pieces).features
    spread = features.std(axis=0)
    standard = (features - features.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return {
        "as they are": _cumulative(features),
        "standardised": _cumulative(standard),
    }


def _cumulative(features: F64) -> F64:
    return np.asarray(np.cumsum(PCA().fit(features).explained_variance_ratio_))


def draw(found: Mapping[str, F64], path: Path) -> None:
    """Figure 3 as a PNG file."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot(
        xlabel="principal components", ylabel="cumulative share of variance", ylim=(0, 1.05)
    )
    for name, shares in found.items():
        axes.plot(np.arange(1, len(shares) + 1), shares, marker="o", label=f"features {name}")
    axes.legend(loc="lower right")
    figure.savefig(path, dpi=100)
