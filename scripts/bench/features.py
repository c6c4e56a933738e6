"""What a tick of the leader station costs: its features, and the model that reads them."""

from __future__ import annotations

from statistics import median
from time import process_time

import numpy as np
from page import markdown

from bridge.leader.features import FrameBuilder
from bridge.leader.network import Network
from bridge.types import TICK, Reading

BUSES = (4, 8, 16)
SECONDS = 60.0
BEAT = 0.5
"""Seconds between a bus's onsets, 10 ms SD: 32 onsets a second from 16 buses."""
TIMES = 5


def table() -> str:
    """Process time of one tick, the median of a few runs over a minute of playing."""
    rows = []
    for count in BUSES:
        features, model = zip(*(_tick(count) for _ in range(TIMES)), strict=True)
        rows.append([str(count), f"{median(features):.2f}", f"{median(model):.2f}"])
    command = "python scripts/bench features"
    return markdown(
        "A tick of the leader (10 a second)", command, ["buses", "features, ms", "model, ms"], rows
    )


def _tick(count: int) -> tuple[float, float]:
    """Milliseconds of process time a tick for features and model."""
    buses = tuple(f"b{i}" for i in range(count))
    network = Network.load(None)
    builder = FrameBuilder(buses, network.contract.columns)
    readings = _playing(buses)
    spent = np.zeros(2)
    for tick in range(1, round(SECONDS / TICK)):
        while readings and readings[-1].arrived <= tick * TICK:
            builder.hear(readings.pop())
        start = process_time()
        frame = builder.frame(tick * TICK)
        middle = process_time()
        network.step(frame)
        spent += middle - start, process_time() - middle
    features, model = 1000.0 * spent / (SECONDS / TICK)
    return float(features), float(model)


def _playing(buses: tuple[str, ...]) -> list[Reading]:
    """A minute of beats, the last first."""
    rng = np.random.default_rng(1)
    beats = np.arange(0.2, SECONDS, BEAT)
    heard = [
        Reading(bus, "onset", t, t + 0.02, 0.8, 1.0)
        for bus in buses
        for t in beats + rng.normal(0.0, 0.01, len(beats))
    ]
    return sorted(heard, key=lambda reading: -reading.arrived)
