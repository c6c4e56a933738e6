"""What the half hour on jackd is judged by: a lost clock, one too many and a drift are seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bridge.outputs.cycle_log import Cycle
from bridge.types import PPQN, Beat, State, Step, Timeline, Transport
from tests.endurance import reckoning

RATE, PERIOD, FIRST, HOST = 48_000, 1024, 7000, 100.0
LINE = Timeline(97.0, 0.0, HOST)


def cycles(count: int, line: Timeline = LINE) -> list[Cycle]:
    """A clock that sends what its timeline asks for."""
    ends = [HOST + n * PERIOD / RATE for n in range(count + 1)]
    places = np.ceil([line.beat_at(end) * PPQN for end in ends]).astype(int)
    return [
        Cycle(FIRST + n * PERIOD, PERIOD, ends[n], ends[n + 1], line, int(places[n + 1] - places[n]))
        for n in range(count)
    ]


def frames(logged: list[Cycle]) -> np.ndarray:
    """A drum machine that hears them all."""
    return np.concatenate([c.frame + np.arange(c.clocks) for c in logged])


def test_what_is_heard_is_told_by_its_cycle():
    logged = cycles(400)
    came = reckoning.heard(logged, np.delete(frames(logged), 7))
    sent = [c.clocks for c in logged]
    assert (sum(sent) - came.sum(), np.sum(came != sent)) == (1, 1)


def test_clocks_after_the_last_cycle_are_not_counted():
    logged = cycles(400)
    assert reckoning.heard(logged[:100], frames(logged)).tolist() == [c.clocks for c in logged[:100]]


@pytest.mark.parametrize("error", [-1, 1])
def test_a_clock_too_few_or_too_many_shows_for_good(error):
    logged = cycles(400)
    assert np.ptp(reckoning.surplus(logged)) < 1 + 1e-6
    logged[200] = replace(logged[200], clocks=logged[200].clocks + error)
    assert np.ptp(reckoning.surplus(logged)) > 1.5
    assert np.median(reckoning.surplus(logged)[300:] - reckoning.surplus(cycles(400))[300:]) == error


def test_beats_that_are_numbered_anew_are_owed_to_nobody():
    logged = cycles(400)
    anew = [replace(c, timeline=replace(LINE, beat0=-40.0)) for c in logged[200:]]
    assert np.ptp(reckoning.surplus([*logged[:200], *anew])) < 1 + 1e-6


def test_cycles_are_calm_away_from_those_that_were_missed():
    logged = cycles(100)
    del logged[50]
    missed = reckoning.gaps(logged)
    assert missed.tolist() == [logged[50].frame]
    assert np.flatnonzero(~reckoning.calm(logged, missed, 2 * PERIOD)).tolist() == [49, 50, 51, 52]
    assert reckoning.calm(logged, np.array([]), 2 * PERIOD).all()


def test_a_server_that_stands_still_is_seen():
    logged = cycles(100)
    late = [replace(c, start=c.start + 0.4, end=c.end + 0.4) for c in logged[60:]]
    assert reckoning.gaps([*logged[:60], *late]).tolist() == [logged[60].frame]


@pytest.mark.parametrize("drift", [0, PERIOD])
def test_where_stream_time_begins_on_jacks_frames(drift):
    """The stream began half a second before the clock's first cycle, and has ``drift`` frames fewer later."""
    logged = cycles(100)
    steps = []
    for n, cycle in enumerate(logged):
        t0 = cycle.start - HOST + 0.5 - (drift / RATE if n >= 50 else 0)
        beat0 = LINE.beat_at(cycle.start)
        logged[n] = replace(cycle, timeline=Timeline(97.0, beat0, cycle.start))
        told = Beat(t0, State.FOLLOWING, 97.0, 1.0, Timeline(97.0, round(beat0, 9), t0), Transport())
        steps.append(Step(t0, (), None, told))
    epochs = reckoning.epochs(logged, steps, RATE)
    assert len(epochs) == len(logged)
    assert epochs[:50] == pytest.approx(FIRST - RATE / 2, abs=1e-3)
    assert epochs[50:] == pytest.approx(FIRST - RATE / 2 + drift, abs=1e-3)
