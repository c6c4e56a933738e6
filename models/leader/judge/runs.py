"""A model and its rivals on one ensemble, tick by tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bridge.leader.fallback import MedianTempo
from bridge.leader.hold import TempoHold
from bridge.leader.network import Network
from bridge.leader.settings import LeaderSettings
from bridge.types import TICK, Reading
from models.leader.network.columns import COLUMNS
from models.leader.network.dataset import frames

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What was said at each tick, and the truth.

    ``heard`` BPM ``(T,)`` of each way to tell the tempo, by name; ``shares`` ``(T, N + 1)`` of the model,
    the last one nobody's; ``rivals`` the bus ``(T,)`` each other way names as leader; ``confidence``
    ``(T,)``; ``bpm`` ``(T,)`` and ``leader`` ``(T,)`` the truth, a negative leader being nobody.
    """

    heard: dict[str, F64]
    shares: F64
    rivals: dict[str, NDArray[np.intp]]
    confidence: F64
    bpm: F64
    leader: NDArray[np.intp]


def _aubio(buses: Sequence[str], readings: Sequence[Reading], ticks: int) -> tuple[F64, F64]:
    """aubio's BPM of each bus ``(T, N)`` and their median ``(T,)``, 0 where unknown."""
    tempo = sorted((r for r in readings if r.kind == "tempo"), key=lambda r: r.arrived)
    median, each = MedianTempo(tuple(buses)), np.zeros((ticks, len(buses)))
    middle, now, place = np.zeros(ticks), 0, {bus: i for i, bus in enumerate(buses)}
    current = np.zeros(len(buses))
    for tick in range(ticks):
        while now < len(tempo) and tempo[now].arrived <= (tick + 1) * TICK:
            median.hear(tempo[now])
            current[place[tempo[now].bus]] = float(tempo[now].value)  # type: ignore[arg-type]
            now += 1
        each[tick], middle[tick] = current, median.bpm
    return each, middle


def _loudness(buses: Sequence[str], readings: Sequence[Reading], ticks: int) -> F64 | None:
    levels = [r for r in readings if r.kind == "level"]
    if not levels:
        return None
    sums, place = np.zeros((ticks + 2, len(buses))), {bus: i for i, bus in enumerate(buses)}
    for reading in levels:
        tick = min(int(reading.arrived / TICK), ticks)
        sums[tick, place[reading.bus]] = float(reading.value)  # type: ignore[arg-type]
    smooth = np.apply_along_axis(lambda x: np.convolve(x, np.ones(20) / 20)[: len(x)], 0, sums)
    return np.asarray(smooth[:ticks])


def run(
    network: Network,
    buses: tuple[str, ...],
    readings: Sequence[Reading],
    bpm: F64,
    leader: NDArray[np.intp],
    seed: int = 0,
) -> Run:
    """Run the model and every rival over an ensemble's readings (in any order)."""
    readings = sorted(readings, key=lambda r: r.arrived)
    network.reset()
    hold, ticks = TempoHold(LeaderSettings()), len(bpm)
    seen = list(frames(buses, readings, ticks))
    verdicts = [network.step(frame) for frame in seen]
    each, median = _aubio(buses, readings, ticks)
    raw = np.array([v.bpm for v in verdicts])
    heard = {
        "model, octave held": np.array(
            [hold.follow(frame.t, bpm) for frame, bpm in zip(seen, raw, strict=True)]
        ),
        "model": raw,
        "median of the buses' aubio BPM": median,
        "nearest bus (oracle)": each[np.arange(ticks), np.abs(each - bpm[:, None]).argmin(1)],
    }
    columns = np.array([frame.bus for frame in seen], dtype=float)
    rivals = _rivals(columns, each, median, leader, np.random.default_rng(seed))
    loud = _loudness(buses, readings, ticks)
    if loud is not None:
        rivals["loudest"] = loud.argmax(1)
    return Run(
        heard,
        np.array([v.shares for v in verdicts], dtype=float),
        rivals,
        np.array([v.tempo_confidence for v in verdicts]),
        bpm,
        leader,
    )


def _rivals(
    columns: F64, each: F64, median: F64, leader: NDArray[np.intp], rng: np.random.Generator
) -> dict[str, NDArray[np.intp]]:
    ticks, buses = each.shape
    active = columns[:, :, COLUMNS.bus.index("onset.active")]
    known = leader[leader >= 0]
    often = int(np.bincount(known, minlength=buses).argmax()) if len(known) else 0
    return {
        "hypothesis filter": columns[:, :, COLUMNS.bus.index("lead.steady")].argmax(1),
        "busiest": columns[:, :, COLUMNS.bus.index("onset.rate")].argmax(1),
        "whoever never rests": active.cumsum(0).argmax(1),
        "nearest to the median BPM": np.abs(each - median[:, None]).argmin(1),
        "best constant (oracle)": np.full(ticks, often),
        "random": np.repeat(rng.integers(buses, size=ticks // 150 + 1), 150)[:ticks],
    }
