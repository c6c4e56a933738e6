"""Figures 4 and 5: each stem's BPM over the mix's, and the model's answer over the stems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from models.leader.paper.lstm import LstmSettings, answers
from models.leader.paper.rows import Split, joined
from models.leader.paper.table import STEMS, Piece, Table
from models.leader.takes import F64, Index

MIX, STEM = "tab:blue", "tab:orange"
"""The paper's colours."""


def stems_over_mix(table: Table, path: Path) -> None:
    """Figure 4 as a PNG file: four panels, the mix's BPM and that of a stem."""
    _panels(table, table.mix, table.seconds, "mix", path)


def answer_over_stems(table: Table, told: F64, at: F64, name: str, path: Path) -> None:
    """Figure 5 as a PNG file: four panels, an answer ``told`` ``(m,)`` at seconds ``at`` and a stem's BPM."""
    _panels(table, told, at, name, path)


def _panels(table: Table, told: F64, at: F64, name: str, path: Path) -> None:
    figure = Figure(figsize=(10, 6), layout="constrained")
    figure.suptitle(table.name)
    panels = figure.subplots(2, 2, sharex=True, sharey=True).ravel()
    for i, (axes, stem) in enumerate(zip(panels, STEMS, strict=True)):
        axes.plot(at, told, color=MIX, linewidth=1, label=name)
        axes.plot(table.seconds, table.stems[:, i], color=STEM, linewidth=1, label=stem)
        axes.set(xlabel="seconds" if i > 1 else "", ylabel="BPM" if i % 2 == 0 else "", ylim=(0, 300))
        axes.legend(loc="upper right", fontsize="small")
    figure.savefig(path, dpi=90)


def lstm_answer(pieces: Sequence[Piece], shown: int, settings: LstmSettings, most: int | None) -> tuple[F64, F64]:
    """What an LSTM says of the piece ``shown``: BPM and seconds of rows, 0.1 s apart.

    It learns from the other pieces; where there is but one, from its first four fifths, as the paper does.
    """
    rows = joined(pieces)
    at = _rows_of(rows.track, shown)[::10]
    others = (rows.track != shown).nonzero()[0]
    split = Split(others, at) if len(others) else Split(at[: len(at) * 4 // 5], at)
    thin = Split(split.thinned(most).train, at)
    return answers(rows, thin, settings), rows.features[at, 0]


def _rows_of(track: Index, shown: int) -> Index:
    found: Index = (track == shown).nonzero()[0]
    return found
