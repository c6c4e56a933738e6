"""The bridge on the demo band, whose truth is known; beside it what simple rules would score."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import changes
import numpy as np
from command import OUT, leaderbridge, summary
from page import markdown

from bridge.audio.demo import DemoBand

SEEDS = range(1, 9)
SECONDS = 120
COMMAND = "leaderbridge demo --fast --seconds {seconds} --seed {seed} --out {out}"

COLUMNS = {
    "tempo error (mean, BPM)": ("tempo_mae_bpm", "{:.2f}"),
    "within 4 %": ("tempo_acc1", "{:.1%}"),
    "its mean instead (BPM)": ("tempo_mae_of_mean_bpm", "{:.2f}"),
    "median of the buses instead (BPM)": ("median_mae", "{:.2f}"),
    "within 4 %, so": ("median_acc1", "{:.1%}"),
    "settled after a jump (s)": ("settle_time", "{:.1f}"),
    "behind a ramp (s)": ("ramp_lag", "{:.1f}"),
    "leader named": ("leader_named", "{:.1%}"),
    "right when named": ("leader_precision", "{:.1%}"),
    "largest share right": ("leader_accuracy", "{:.1%}"),
    "chance": ("leader_chance", "{:.1%}"),
    "loudest bus": ("leader_loudest_bus", "{:.1%}"),
    "who never rests": ("leader_never_rests", "{:.1%}"),
    "best constant": ("leader_best_constant", "{:.1%}"),
    "clock to true beat, median (ms)": ("tick_error_ms_median", "{:.1f}"),
    "95 % (ms)": ("tick_error_ms_p95", "{:.1f}"),
}


def table() -> str:
    """A row a song, and their mean."""
    songs = {str(seed): _play(seed) for seed in SEEDS}
    rows = [_row(name, figures) for name, figures in songs.items()]
    means = {key: float(np.nanmean([song[key] for song in songs.values()])) for key, _ in COLUMNS.values()}
    command = COMMAND.format(seconds=SECONDS, seed="SEED", out="DIR")
    return markdown("Demo band", command, ["seed", *COLUMNS], [*rows, _row("mean", means)])


def _play(seed: int) -> dict[str, float]:
    out = OUT / f"demo-{seed}"
    leaderbridge(*_words(seed, out))
    figures, band = summary(out), DemoBand(SECONDS, seed)
    flat: dict[str, Any] = {
        **figures,
        **figures["baselines"],
        **changes.buses_median(out),
        "settle_time": changes.settle_time(out, band),
        "ramp_lag": changes.ramp_lag(out, band),
    }
    return {key: math.nan if flat[key] is None else float(flat[key]) for key, _ in COLUMNS.values()}


def _words(seed: int, out: Path) -> list[str]:
    return COMMAND.format(seconds=SECONDS, seed=seed, out=out).split()[1:]


def _row(name: str, figures: dict[str, float]) -> list[str]:
    return [name, *(form.format(figures[key]) for key, form in COLUMNS.values())]
