"""``summary.json``: what ran, with what, how fast, and, where the truth is known, how well."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridge.errors import BridgeError
from bridge.outputs import baselines, scores
from bridge.outputs.tables import PART, numbers, read_columns

PACKAGES = (
    "leaderbridge",
    "numpy",
    "aubio-ledfx",
    "onnxruntime",
    "pyo",
    "soxr",
    "soundfile",
    "mido",
    "python-rtmidi",
    "python-osc",
    "JACK-Client",
)
"""What a result depends on."""


@dataclass(frozen=True, slots=True)
class Run:
    """What only the runner knows of a run.

    ``settings`` the config in force, as plain values; ``model`` its name and hash; ``duration``
    seconds of sound; ``wall`` seconds it took; ``ears`` who listened;
    ``made_from`` a fingerprint of all that the result depends on.
    """

    settings: Mapping[str, Any]
    model: Mapping[str, str | int]
    duration: float
    wall: float
    ears: tuple[str, ...] = ()
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Losses:
    """What went wrong on the way in and out: samples lost, clocks sent late."""

    samples_lost: int = 0
    ticks_late: int = 0


def versions() -> dict[str, str]:
    """Version of Python, the system, and each of `PACKAGES` that is installed."""
    found = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def build(folder: Path, run: Run) -> dict[str, Any]:
    """The summary of a run whose tables lie in ``folder``.

    Keys: ``settings``, ``versions``, ``model``, ``ears``, ``made_from``, ``buses``,
    ``duration`` (s), ``speed`` (a multiple of real time), ``tempo_median_bpm`` (None when there never
    was a tempo), ``beats``.
    Raises `BridgeError` when a table is missing.
    """
    bpm = numbers(read_columns(folder / "tempo.csv")["bpm"])
    known = bpm[~np.isnan(bpm)]
    return {
        "settings": dict(run.settings),
        "versions": versions(),
        "model": dict(run.model),
        "ears": list(run.ears),
        "made_from": run.made_from,
        "buses": bus_names(folder),
        "duration": run.duration,
        "speed": run.duration / run.wall if run.wall > 0 else None,
        "tempo_median_bpm": float(np.median(known)) if len(known) else None,
        "beats": len(read_columns(folder / "beats.csv")["beat"]),
    }


def build_demo(folder: Path, run: Run, losses: Losses) -> dict[str, Any]:
    """As `build`, and how the run stands to the truth that also lies in ``folder``.

    More keys: ``tempo_mae_bpm``, ``tempo_acc1``, ``tempo_acc2``, ``leader_accuracy``,
    ``leader_named``, ``leader_precision``, ``leader_chance``, ``tick_error_ms_median``,
    ``tick_error_ms_p95``, ``samples_lost``, ``ticks_late``, and ``baselines``; None where nothing
    could be judged. The accuracy is that of the largest share, named or not; named and precision
    are of the leader that was said. See `scores`.
    """
    return (
        build(folder, run)
        | judge(folder)
        | {
            "samples_lost": losses.samples_lost,
            "ticks_late": losses.ticks_late,
        }
    )


def write(folder: Path, summary: Mapping[str, Any]) -> Path:
    """Write ``summary.json`` as a whole; NaN becomes null. Gives its path.

    Raises `BridgeError` when it cannot be written.
    """
    path = folder / "summary.json"
    part = path.with_name(path.name + PART)
    try:
        part.write_text(json.dumps(_plain(summary), indent=2, allow_nan=False) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as why:
        raise BridgeError(f"{path}: cannot be written ({why.strerror}); choose another folder") from why
    return path


def bus_names(folder: Path) -> list[str]:
    """The buses of a run, in their order."""
    _, _, _, *buses, _ = read_columns(folder / "leader.csv")
    return buses


def largest_share(folder: Path) -> list[str]:
    """The bus with the largest share of the lead in each row, whether it was named or not."""
    table, buses = read_columns(folder / "leader.csv"), bus_names(folder)
    shares = np.array([numbers(table[bus]) for bus in buses])
    return [buses[i] for i in np.argmax(shares, axis=0)]


def bus_levels(folder: Path) -> NDArray[np.float64]:
    """Level of each bus in dBFS, ``(N, T)``, from ``buses.csv``."""
    levels = numbers(read_columns(folder / "buses.csv")["level_dbfs"])
    return levels.reshape(-1, len(bus_names(folder))).T


def judge(folder: Path) -> dict[str, Any]:
    """Tempo, leader and clock of a run against the truth beside it, with simple baselines."""
    truth = read_columns(folder / "truth.csv")
    tempo = read_columns(folder / "tempo.csv")["bpm"]
    leader = read_columns(folder / "leader.csv")["leader"]
    rows = min(len(truth["time"]), len(tempo), len(leader))
    if not rows:
        raise BridgeError(f"{folder}: the run is too short to be judged; play a second or more")
    bpm, said = numbers(truth["bpm"][:rows]), numbers(tempo[:rows])
    median, p95 = _tick_errors(folder)
    return {
        "tempo_mae_bpm": scores.tempo_mae(bpm, said),
        "tempo_acc1": scores.accuracy1(bpm, said),
        "tempo_acc2": scores.accuracy2(bpm, said),
        "leader_accuracy": scores.leader_accuracy(truth["leader"][:rows], largest_share(folder)[:rows]),
        "leader_named": scores.leader_named(leader[:rows]),
        "leader_precision": scores.leader_precision(truth["leader"][:rows], leader[:rows]),
        "leader_chance": scores.leader_chance(bus_names(folder)),
        "tick_error_ms_median": median,
        "tick_error_ms_p95": p95,
        "baselines": _baselines(folder, bpm, truth["leader"][:rows]),
    }


def _tick_errors(folder: Path) -> tuple[float, float]:
    clock = read_columns(folder / "clock.csv")
    beats = numbers(read_columns(folder / "truth_beats.csv")["time"])
    if len(beats) < 2:
        return math.nan, math.nan
    return scores.tick_error_ms(scores.tick_errors(numbers(clock["time"]), clock["kind"], beats))


def _baselines(folder: Path, bpm: NDArray[np.float64], leaders: list[str]) -> dict[str, float]:
    buses, levels = bus_names(folder), bus_levels(folder)[:, : len(leaders)]
    return {
        "leader_loudest_bus": scores.leader_accuracy(leaders, baselines.loudest(levels, buses)),
        "leader_never_rests": scores.leader_accuracy(leaders, baselines.never_rests(levels, buses)),
        "leader_best_constant": baselines.best_constant(leaders),
        "tempo_mae_of_mean_bpm": baselines.mean_tempo_mae(bpm),
    }


def _plain(value: Any) -> Any:
    """``value`` as JSON can hold it: NaN and infinities as None, paths as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)
