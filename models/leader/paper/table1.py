"""Table 1: Random Forest, SVM and a 2-layer LSTM, beside what knows nothing or everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sklearn.ensemble import RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

from models.leader.baselines.regressors import TREES
from models.leader.paper.lstm import LstmSettings, answers
from models.leader.paper.results import Budget, once
from models.leader.paper.rows import Rows, Split, joined, splits
from models.leader.paper.simple import SIMPLE, Way, error
from models.leader.paper.table import Piece
from models.leader.takes import F64

PAPER: Mapping[str, float] = MappingProxyType(
    {"Random Forest": 481, "SVM": 402, "2-layer LSTM, as coded": 345, "2-layer LSTM, over time": 345}
)
"""MSE of the paper's table 1; it has one LSTM, described as recurrent over time."""


def forest(rows: Rows, split: Split) -> F64:
    """Random Forest on the paper's 13 numbers."""
    return _fitted(RandomForestRegressor(**TREES), rows, split)


def svm(rows: Rows, split: Split) -> F64:
    """Support vector regression on the 13 numbers, standardised."""
    return _fitted(make_pipeline(StandardScaler(), SVR(C=30.0)), rows, split)


def _fitted(model: Any, rows: Rows, split: Split) -> F64:
    model.fit(rows.features[split.train], rows.bpm[split.train])
    told: F64 = model.predict(rows.features[split.test])
    return told


def lstm(rows: Rows, split: Split, form: str, iterations: int) -> F64:
    """Two layers of 50 at a learning rate of 0.1, as in an example in the authors' code."""
    return answers(rows, split, LstmSettings(form, (50, 50), 0.1, iterations))


def ways(budget: Budget) -> dict[str, Way]:
    """All rows of the table, by name."""
    learnt: dict[str, Way] = {"Random Forest": forest, "SVM": svm}
    for form in ("as coded", "over time"):
        learnt[f"2-layer LSTM, {form}"] = partial(lstm, form=form, iterations=budget.iterations)
    return {**SIMPLE, **learnt}


def table1(pieces: Sequence[Piece], budget: Budget, place: Path) -> Iterator[dict[str, Any]]:
    """One cell after the other, each kept in ``place``: its ``way``, ``split``, ``mse`` and ``truth_mse``.

    ``mse`` is against the mix's BPM of the table, ``truth_mse`` against the true tempo; None where there is
    nothing to compare.
    """
    rows = joined(pieces)
    for split_name, split in splits(rows, budget.rows):
        for name, way in ways(budget).items():
            make = partial(_cell, rows, split_name, split, name, way)
            yield once(place, f"table1-{split_name}-{name}", make)


def _cell(rows: Rows, split_name: str, split: Split, name: str, way: Way) -> dict[str, Any]:
    return {"split": split_name, "way": name, **judged(way(rows, split), rows, split)}


def judged(told: F64 | None, rows: Rows, split: Split) -> dict[str, Any]:
    """The errors of an answer, its ``spread`` (standard deviation in BPM), and how many rows were learnt from
    and judged on."""
    counts = {"train": len(split.train), "test": len(split.test)}
    if told is None:
        return {"mse": None, "truth_mse": None, "spread": None, **counts}
    truth = None if rows.truth is None else error(told, rows.truth[split.test])
    mse = error(told, rows.bpm[split.test])
    return {"mse": mse, "truth_mse": truth, "spread": float(told.std()), **counts}
