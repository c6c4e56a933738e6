"""Judging a model beside the baselines, on held-out simulated ensembles, the demo band and real stems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import track

from bridge.audio.demo import DemoBand
from bridge.leader.network import Network
from bridge.types import RATE, TICK
from models.leader.baselines.clicks import tempi
from models.leader.data.stems import data_folder, hear, hear_folder
from models.leader.ensembles.simulate import UNKNOWN, draw_size, simulate
from models.leader.judge.metrics import accuracy, auc, log_loss, octave_errors, tempo_scores
from models.leader.judge.runs import Run, run

FIRST_HELD_OUT = 900_000
"""Seeds from here on are never trained on."""
FIRST_DEMO = 11
"""Seed of the first demo piece judged on; those before it were looked at while the model was made."""
UNHEARD = 50
"""Ticks at the start that are not judged: 5 s."""
CLEAR = 0.6
HEAD = "| tempo | MSE | MAE | Acc1 | Acc2 | octave errors/min |"
STEMS = {"lmms_reggaetry_stems": 180.0, "trackswitch_stems": 171.4}
"""Real stems by folder, and their tempo."""


def symbolic(network: Network, count: int) -> list[Run]:
    """Held-out simulated ensembles of 60 s; aubio hears their onsets as clicks."""
    runs = []
    for seed in track(range(FIRST_HELD_OUT, FIRST_HELD_OUT + count), "symbolic"):
        rng = np.random.default_rng(seed)
        ensemble = simulate(rng, draw_size(rng))
        clicks = [
            reading
            for bus in ensemble.buses
            for reading in tempi(bus, [r.t for r in ensemble.readings if r.bus == bus], 60.0)
        ]
        runs.append(
            run(network, ensemble.buses, [*ensemble.readings, *clicks], ensemble.bpm, ensemble.leader, seed)
        )
    return runs


def demo(network: Network, seeds: Iterable[int], seconds: float = 60.0) -> list[Run]:
    """The demo band as the ears hear it: audio that no model is trained on."""
    runs = []
    for seed in track(list(seeds), "demo band"):
        band = DemoBand(seconds, seed)
        readings = hear(list(band.read(round(seconds * RATE))), band.names)
        at = np.arange(1, round(seconds / TICK) + 1) * TICK
        bpm = np.array([band.truth.tempo_at(t) for t in at])
        leader = np.array([band.names.index(band.truth.leader_at(t)) for t in at])
        runs.append(run(network, band.names, readings, bpm, leader, seed))
    return runs


def stems(network: Network, name: str) -> Run:
    """Real stems with a known steady tempo; who leads them nobody knows."""
    buses, readings = hear_folder(data_folder() / name)
    ticks = int(max(reading.arrived for reading in readings) / TICK)
    return run(network, buses, readings, np.full(ticks, STEMS[name]), np.full(ticks, UNKNOWN))


def tempo_table(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """Scores by name of each way to tell the tempo, all ticks of all runs together."""
    true = np.concatenate([r.bpm[UNHEARD:] for r in runs])
    minutes = len(true) * TICK / 60.0
    heard = {name: np.concatenate([r.heard[name][UNHEARD:] for r in runs]) for name in runs[0].heard}
    heard["predict the mean"] = np.full(len(true), true.mean())
    return {
        name: {**tempo_scores(bpm, true), "octave_errors": octave_errors(bpm, true, minutes)}
        for name, bpm in heard.items()
    }


def leader_table(runs: Sequence[Run]) -> dict[str, float]:
    """Accuracy in per cent of each way to name the leader, where there is one, and what chance would give."""
    late = [replace(r, leader=np.where(np.arange(len(r.leader)) < UNHEARD, UNKNOWN, r.leader)) for r in runs]
    leader = np.concatenate([r.leader for r in late])
    named = {"model": np.concatenate([r.shares[:, :-1].argmax(1) for r in late])}
    named |= {name: np.concatenate([r.rivals[name] for r in late]) for name in late[0].rivals}
    chance = np.concatenate([np.full(len(r.leader), 1.0 / (r.shares.shape[1] - 1)) for r in late])
    return {
        "chance": 100.0 * float(chance[leader >= 0].mean()),
        **{name: accuracy(chosen, leader) for name, chosen in named.items()},
    }


def certainty(runs: Sequence[Run]) -> dict[str, float]:
    """How far the shares can be believed: log loss, nobody's AUC, precision and coverage when sure."""
    best = np.concatenate([r.shares[UNHEARD:, :-1].max(1) for r in runs])
    right = np.concatenate([r.shares[UNHEARD:, :-1].argmax(1) == r.leader[UNHEARD:] for r in runs])
    nobody = np.concatenate([r.shares[UNHEARD:, -1] for r in runs])
    leader = np.concatenate([r.leader[UNHEARD:] for r in runs])
    loss = np.mean([log_loss(r.shares[UNHEARD:], r.leader[UNHEARD:]) for r in runs])
    scores = {"log_loss": float(loss), "nobody_auc": auc(nobody, leader < 0)}
    for clear in (CLEAR, 0.8):
        sure = best >= clear
        scores[f"coverage_{clear}"] = 100.0 * float(sure.mean())
        scores[f"precision_{clear}"] = 100.0 * float(right[sure].mean()) if sure.any() else float("nan")
    return scores


def by_size(runs: Sequence[Run]) -> dict[str, float]:
    """The model's leader accuracy in per cent for each number of players."""
    sizes = sorted({r.shares.shape[1] - 1 for r in runs})
    return {
        str(size): leader_table([r for r in runs if r.shares.shape[1] - 1 == size])["model"] for size in sizes
    }


def evaluate(model: Path | None, ensembles: int, demo_seeds: Iterable[int]) -> dict[str, Any]:
    """All figures of a model, by set.

    Raises `BridgeError` when the folder with the real stems is not there.
    """
    network = Network.load(model)
    simulated, band = symbolic(network, ensembles), demo(network, demo_seeds)
    figures: dict[str, Any] = {
        "model": network.contract.name,
        "sha256": network.sha256,
        "ensembles": ensembles,
    }
    for name, runs in (("symbolic", simulated), ("demo band", band)):
        figures[name] = {
            "tempo": tempo_table(runs),
            "leader": leader_table(runs),
            "certainty": certainty(runs),
        }
    figures["symbolic"]["leader by players"] = by_size(simulated)
    for name in STEMS:
        figures[name] = {"tempo": tempo_table([stems(network, name)])}
    return figures


def as_markdown(figures: dict[str, Any]) -> str:
    """The figures as tables for the card."""
    lines = []
    for name, part in figures.items():
        if not isinstance(part, dict):
            continue
        lines += [f"### {name}", "", HEAD, "|---|---|---|---|---|---|"]
        lines += [
            f"| {way} | {s['mse']:.0f} | {s['mae']:.1f} | {s['acc1']:.0f} | {s['acc2']:.0f} | "
            f"{s['octave_errors']:.2f} |"
            for way, s in part["tempo"].items()
        ]
        for table in ("leader", "certainty", "leader by players"):
            if table in part:
                lines += ["", f"| {table} | |", "|---|---|"]
                lines += [f"| {key} | {value:.2f} |" for key, value in part[table].items()]
        lines.append("")
    return "\n".join(lines)
