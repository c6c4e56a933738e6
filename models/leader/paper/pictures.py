"""Figures 4 and 5: each stem's BPM over the mix's, and the model's answer over the stems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from bridge.errors import BridgeError
from models.leader.paper.lstm import LstmSettings, answers
from models.leader.paper.rows import Split, joined
from models.leader.paper.table import STEMS, Piece, Table
from models.leader.takes import F64

BEST = LstmSettings("as coded", (445, 481, 37), 0.082)
"""What the paper found to be the best: three layers, by Ax."""
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


def shown(pieces: Sequence[Piece], name: str | None) -> int:
    """Which of the pieces has that name; the first for None. Raises `BridgeError` when there is none."""
    names = [piece.table.name for piece in pieces]
    if name is not None and name not in names:
        raise BridgeError(f"no piece {name!r}: there are {', '.join(names)}")
    return 0 if name is None else names.index(name)


def draw(pieces: Sequence[Piece], which: int, iterations: int, most: int | None, stem: Path) -> list[Path]:
    """Both figures of a piece as PNG files whose paths begin with ``stem``; figure 5 of LSTM and bridge."""
    piece = pieces[which]
    four, five, ours = (stem.with_name(f"{stem.name}-{part}.png") for part in ("4", "5", "5-ours"))
    stems_over_mix(piece.table, four)
    told, at = lstm_answer(pieces, which, iterations, most)
    answer_over_stems(piece.table, told, at, "LSTM", five)
    if piece.ours is None:
        return [four, five]
    answer_over_stems(piece.table, piece.ours, piece.table.seconds, "leaderbridge", ours)
    return [four, five, ours]


def lstm_answer(pieces: Sequence[Piece], which: int, iterations: int, most: int | None) -> tuple[F64, F64]:
    """What the paper's best network, `BEST`, says of a piece: BPM and seconds of rows 0.1 s apart.

    It learns from the other pieces; where there is but one, from its first four fifths, as the paper does.
    """
    rows = joined(pieces)
    every = np.flatnonzero(rows.track == which)
    at = every[::10]
    others = np.flatnonzero(rows.track != which)
    split = Split(others if len(others) else every[: len(every) * 4 // 5], at)
    thin = Split(split.thinned(most).train, at)
    settings = replace(BEST, iterations=iterations)
    return answers(rows, thin, settings), np.asarray(rows.features[at, 0])
