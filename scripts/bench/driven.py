"""One output in a process of its own, driven as the analysis would drive it; what it ought to do is known."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from bridge.app.steady import Ramp
from bridge.outputs.process import ask_for_real_time
from bridge.types import HOP, RATE, Beat, State, Timeline, Transport
from tests.outputs.rig import Rig

STEADY, RISING = Ramp(120.0, 120.0, after=0.0), Ramp(100.0, 140.0, after=4.0, over=20.0)
TEMPI = {"120": STEADY, "100 → 140": RISING}
LEAD_IN = 4
"""Beats before Start."""


class Truth:
    """The timelines that were posted: continuous, straight from each to the next. Host seconds and beats."""

    def __init__(self) -> None:
        self._lines: list[Timeline] = []

    def add(self, line: Timeline) -> None:
        """The next one, from its ``t0`` on."""
        self._lines.append(line)

    def beat_at(self, t: np.ndarray) -> np.ndarray:
        """The beats at ``t``, ``(n,)`` each, within what was posted."""
        return np.interp(t, [line.t0 for line in self._lines], [line.beat0 for line in self._lines])

    def time_at(self, beats: np.ndarray) -> np.ndarray:
        """When they were due: the inverse."""
        return np.interp(beats, [line.beat0 for line in self._lines], [line.t0 for line in self._lines])

    def seconds(self, beats: np.ndarray, t: np.ndarray) -> np.ndarray:
        """``beats`` as seconds at the tempo that there was at ``t``."""
        return beats * 0.2 / (self.beat_at(t + 0.1) - self.beat_at(t - 0.1))


@contextmanager
def driven(rig: Rig, tempo: Ramp) -> Iterator[Truth]:
    """Post a beat of this tempo to ``rig`` once a hop, from another thread; gives what is posted."""
    truth, ended = Truth(), threading.Event()
    thread = threading.Thread(target=_post, args=(rig, tempo, truth, ended))
    thread.start()
    try:
        yield truth
    finally:
        ended.set()
        thread.join()


@contextmanager
def alert() -> Iterator[None]:
    """This thread runs before ordinary ones, where that is allowed: what it hears late was not sent late."""
    ask_for_real_time()
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def _post(rig: Rig, tempo: Ramp, truth: Truth, ended: threading.Event) -> None:
    began = time.monotonic()
    line = Timeline(tempo.at(0.0), 0.0, began)
    start = Transport(True, True, "start", 1, at_beat=float(LEAD_IN), downbeat=LEAD_IN)
    while not ended.wait(HOP / RATE):
        now = time.monotonic()
        truth.add(line)
        rig.board.publish(Beat(now, State.MANUAL, line.bpm, 1.0, line, start))
        line = line.retempo(tempo.at(now - began), now)
