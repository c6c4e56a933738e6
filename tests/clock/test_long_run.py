"""A night in simulated time: no clock is lost or gained whatever happens, and the beat does not drift."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from bridge.app.analysis import in_host_time
from bridge.clock.hostfit import HostFit
from bridge.clock.pulses import Cursor, pulses
from bridge.outputs.health import Health
from bridge.types import PPQN, Beat, State, Timeline, Transport

HOUR = 3600.0
LOOK = 0.1
"""Seconds of the night served at a time."""
PLAYING = Transport(ticking=True, playing=True, action="start", serial=1, at_beat=0)


@dataclass
class Night:
    """A band whose tempo wanders, the analysis that posts it and the clock that serves it."""

    seed: int
    t: float = 0.0
    line: Timeline = field(default_factory=lambda: Timeline(120.0, -1.0, 0.0))
    cursor: Cursor = field(default_factory=Cursor)
    due: float = -1.0
    """Beats that have passed, however they are numbered."""
    sent: int = 0
    starts: int = 0

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)

    def play(self, seconds: float) -> None:
        until = self.t + seconds
        while self.t < until:
            self._serve()
            self._pass(LOOK)

    def suspended(self) -> None:
        """The computer does not let the clock run for some seconds."""
        self._pass(self.rng.uniform(1.0, 5.0))

    def other_analysis(self) -> None:
        """A new analysis numbers the beats anew."""
        self.line = Timeline(self.line.bpm, self.line.beat0 + self.rng.integers(-4000, 4000), self.line.t0)

    def other_clock(self) -> None:
        """The clock's process dies; its successor takes up the count from the health block."""
        left = Health(clock=self.cursor.clock, serial=1, playing=self.cursor.playing, at=self.cursor.sent)
        self._pass(self.rng.uniform(0.05, 1.0))
        self.cursor = left.cursor(self.t)

    def late_news(self) -> None:
        """The analysis is stuck for two seconds and then posts a tempo that has been true since."""
        before = self.t
        self.play(2.0)
        beats = self.line.beat_at(self.t)
        self.line = self.line.retempo(self.line.bpm * self.rng.uniform(0.97, 1.03), before)
        self.due += self.line.beat_at(self.t) - beats

    def _serve(self) -> None:
        if self.rng.random() < 0.01:
            bpm = min(max(self.line.bpm * self.rng.uniform(0.98, 1.02), 60.0), 200.0)
            self.line = self.line.retempo(bpm, self.t)
        out, self.cursor = pulses(self.line, PLAYING, self.cursor, self.t, self.t + LOOK)
        self.starts += sum(pulse.kind == "start" for pulse in out)
        self.sent += sum(pulse.kind == "clock" for pulse in out) * bool(self.starts)

    def _pass(self, seconds: float) -> None:
        self.due += self.line.bpm / 60.0 * seconds
        self.t += seconds


FAULTS = (Night.suspended, Night.other_analysis, Night.other_clock, Night.late_news)


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_as_many_clocks_are_sent_as_are_due(fault):
    night = Night(seed=1)
    night.play(20.0)
    for _ in range(5):
        fault(night)
        night.play(10.0)
        assert abs(night.sent - night.due * PPQN) <= PPQN
    assert night.starts == 1


@pytest.mark.slow
def test_over_eight_hours_of_faults_as_many_clocks_are_sent_as_are_due():
    night = Night(seed=2)
    while night.t < 8 * HOUR:
        night.play(night.rng.uniform(60.0, 600.0))
        FAULTS[night.rng.integers(len(FAULTS))](night)
    night.play(10.0)
    assert night.sent > 8 * 60 * 60 * PPQN
    assert abs(night.sent - night.due * PPQN) <= PPQN
    assert night.starts == 1


@pytest.mark.slow
def test_with_a_sound_card_off_by_100_ppm_the_beat_stays_on_the_audio_for_an_hour():
    rng, drift = np.random.default_rng(3), 100e-6
    period, bpm, start = 512 / 44_100, 120.0, 1000.0
    fit, cursor, errors = HostFit(), Cursor(), []
    now = start
    for count in range(1, int(HOUR / period)):
        stream = count * period
        fit.push(stream, int((start + stream * (1 + drift) + rng.exponential(0.0003)) * 1e9))
        if not fit.settled:
            continue
        beat = in_host_time(Beat(stream, State.FOLLOWING, bpm, 1.0, Timeline(bpm, 0.0, 0.0), PLAYING), fit)
        until = start + stream * (1 + drift)
        out, cursor = pulses(beat.timeline, PLAYING, cursor, max(now, until - period), until)
        now = until
        heard = [((p.t - start) / (1 + drift), p.data) for p in out if p.kind == "clock"]
        errors += [t - number * 60 / bpm / PPQN for t, number in heard if stream > 60.0]
    assert len(errors) > 0.98 * 48 * HOUR
    assert np.max(np.abs(errors)) < 0.001
