"""How the tempo takes the demo band's own changes, and what simpler rules would have said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bridge.audio.demo import DemoBand
from bridge.audio.demo.form import Gesture
from bridge.outputs import scores
from bridge.outputs.tables import numbers, read_columns

Part = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Times, true tempo and trusted tempo of some part of a song, ``(T,)`` each."""


def settle_time(folder: Path, band: DemoBand) -> float:
    """Seconds from a jump of the tempo until the trusted tempo is within 4 % and stays: the mean of all.

    A jump that is not over before the section is counts as the seconds there were.
    """
    return _mean(_settled(*part) for part in _parts(folder, band, lambda gesture: not gesture.beats))


def ramp_lag(folder: Path, band: DemoBand) -> float:
    """Seconds by which the trusted tempo runs behind a ramp: the mean of all."""
    ramps = _parts(folder, band, lambda gesture: gesture.beats > 0 and gesture.start > 0)
    return _mean(scores.ramp_lag(*part) for part in ramps)


def buses_median(folder: Path) -> dict[str, float]:
    """Error and accuracy of the plainest rule: the median of the buses' own aubio tempi."""
    table = read_columns(folder / "buses.csv")
    said = numbers(table["bpm"]).reshape(-1, len(set(table["bus"])))
    median = np.array([np.median(row[row > 0]) if np.any(row > 0) else np.nan for row in said])
    true = numbers(read_columns(folder / "truth.csv")["bpm"])
    rows = min(len(true), len(median))
    return {
        "median_mae": scores.tempo_mae(true[:rows], median[:rows]),
        "median_acc1": scores.accuracy1(true[:rows], median[:rows]),
    }


def _parts(folder: Path, band: DemoBand, wanted: Callable[[Gesture], bool]) -> Iterator[Part]:
    """From the begin of each wanted gesture to the end of its section.

    Not in the first section, where the tempo is still to be found, nor in one that the end cuts.
    """
    tempo, truth = read_columns(folder / "tempo.csv"), read_columns(folder / "truth.csv")
    rows = min(len(tempo["time"]), len(truth["time"]))
    song = np.array([numbers(cells[:rows]) for cells in (tempo["time"], truth["bpm"], tempo["bpm"])])
    beats = band.truth.beats
    for section in band.piece[1:]:
        end = section.beat0 + section.beats
        if wanted(section.gesture) and end < len(beats):
            begin = beats[section.beat0 + section.gesture.start]
            times, true, said = song[:, (song[0] >= begin) & (song[0] < beats[end])]
            yield times, true, said


def _settled(times: np.ndarray, true: np.ndarray, said: np.ndarray) -> float:
    taken = scores.settle_time(times, true, said, times[0])
    return float(times[-1] - times[0]) if np.isnan(taken) else taken


def _mean(values: Iterator[float]) -> float:
    return float(np.mean(found)) if (found := list(values)) else float("nan")
