"""What the bridge drives is heard again: a sampler slaved to its clock bleeds into every microphone.

The loop is closed as on a stage: the session's own pulses trigger the sampler, whose sound is on
its own bus (``machine = true``) and, later and softer, on all the others.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest

from bridge.audio.demo import DemoBand
from bridge.clock.pulses import Cursor, pulses
from bridge.clock.settings import ClockSettings
from bridge.leader import Leader, LeaderSettings
from bridge.session import Session
from bridge.types import HOP, RATE, Block, Bus

SECONDS = 120.0
LATENCY = 0.004
"""Seconds from a MIDI clock to the sampler's sound."""


class Sampler:
    """Plays a clap with a body on every eighth note of the clock."""

    def __init__(self) -> None:
        rng = np.random.default_rng(7)
        t = np.arange(int(0.12 * RATE)) / RATE
        clap = rng.standard_normal(len(t)) * np.exp(-t / 0.02) + np.sin(2 * np.pi * 190 * t) * np.exp(
            -t / 0.05
        )
        self.sound = (0.4 * clap / np.abs(clap).max()).astype(np.float32)
        self.cursor = Cursor()
        self.out = np.zeros(HOP + RATE, np.float32)

    def hear(self, beat) -> None:
        due, self.cursor = pulses(beat.timeline, beat.transport, self.cursor, beat.t, beat.t + HOP / RATE)
        for pulse in due:
            if pulse.kind == "clock" and self.cursor.playing and pulse.data % 12 == 0:
                start = round((pulse.t - beat.t + LATENCY) * RATE)
                self.out[start : start + len(self.sound)] += self.sound

    def play(self) -> np.ndarray:
        block = self.out[:HOP].copy()
        self.out = np.append(self.out[HOP:], np.zeros(HOP, np.float32))
        return block


def run(bleed_db: float | None, delay_ms: float) -> np.ndarray:
    """The trusted tempo, ten a second, of two minutes of the demo band with a slaved sampler."""
    band = DemoBand(SECONDS, 5)
    buses = (*map(Bus, band.names), Bus("sampler", machine=True))
    session = Session(buses, Leader(buses, LeaderSettings()), ClockSettings(prior_bpm=115.0))
    sampler = Sampler()
    room: deque[np.float32] = deque(np.zeros(round(delay_ms / 1000 * RATE), np.float32))
    gain = 0.0 if bleed_db is None else 10 ** (bleed_db / 20)
    tempi, start = [], 0
    while (sound := band.read(HOP)).shape[1] == HOP:
        own = sampler.play()
        room.extend(own)
        echo = np.array([room.popleft() for _ in range(HOP)], np.float32)
        heard = np.vstack([sound + gain * echo, own])
        step = session.step([Block(b.name, start, RATE, row) for b, row in zip(buses, heard, strict=True)])
        start += HOP
        sampler.hear(step.beat)
        if step.choice is not None:
            tempi.append(step.beat.bpm)
    return np.array(tempi)


@pytest.fixture(scope="module")
def clean() -> np.ndarray:
    return run(None, 5.0)


@pytest.mark.slow
@pytest.mark.parametrize(("bleed_db", "delay_ms"), [(-20, 5), (-12, 80), (-6, 40)])
def test_the_tempo_does_not_drift_after_the_bridges_own_sound(clean, bleed_db, delay_ms):
    bled = run(bleed_db, delay_ms)
    last_minute = slice(600, None)
    assert np.mean(bled[last_minute]) == pytest.approx(np.mean(clean[last_minute]), rel=0.002)
