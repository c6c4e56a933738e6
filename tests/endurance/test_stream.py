"""Hours of music, as fast as the machine can: nothing drifts, nothing grows."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import numpy as np
import psutil
import pytest

from bridge.audio.demo import DemoBand
from bridge.audio.hops import Hopper
from bridge.config import Config
from bridge.leader import Leader
from bridge.session import Session
from bridge.types import HOP, RATE, Bus, Step

PIECE = 60.0
HOURS = {"short": 60.0, "whole": 8 * 3600.0}
"""Seconds of stream time; the short one shows that the test works, the whole is `make endurance`."""
WARM = 1 / 3
"""Part of the short stream, and …"""
SETTLED = 600.0
"""… seconds of the long one, after which memory must not grow any more."""
TOLD = 1800.0
"""Seconds of stream time from one word about the memory to the next, for who waits."""
GROWTH = 8 << 20
"""Bytes of memory that a process may seem to grow by, as the system counts it in pages and pools."""


def steps(seconds: float) -> Iterator[Step]:
    """The demo band, over and over, through one session."""
    band = DemoBand(PIECE, 1)
    sound = band.read(band.frames)
    buses = tuple(Bus(name) for name in band.names)
    session, hopper = Session(buses, Leader(buses), Config().clock, ()), Hopper(buses, RATE, 0)
    frames = 0
    while frames < seconds * RATE:
        for start in range(0, sound.shape[1], RATE // 10):
            piece = sound[:, start : start + RATE // 10]
            frames += piece.shape[1]
            for blocks in hopper.push(piece, 0):
                yield session.step(blocks)


def memory() -> int:
    gc.collect()
    return psutil.Process(os.getpid()).memory_info().rss


@pytest.mark.parametrize("length", ["short", pytest.param("whole", marks=pytest.mark.whole)])
def test_stream_time_is_counted_in_samples_and_memory_does_not_grow(length):
    seconds = HOURS[length]
    settled, before, lines = min(SETTLED, WARM * seconds), 0, []
    for n, step in enumerate(steps(seconds), 1):
        assert round(step.t * RATE) == n * HOP, "not a sample of drift"
        if step.t >= settled and not before:
            before = memory()
        if step.beat.timeline is not None and n % 1000 == 0:
            lines.append(step.beat.timeline.beat_at(step.t))
        if step.t // TOLD != (step.t - HOP / RATE) // TOLD:
            print(f"{step.t / 3600:.1f} h: {memory() / 1e6:.1f} MB")
    assert np.all(np.diff(lines) > 0), "the beats never go back"
    assert memory() - before < GROWTH
