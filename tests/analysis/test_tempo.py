import numpy as np
import pytest

from bridge.analysis.tempo import TempoEar
from bridge.types import HOP, RATE, TICK
from tests.analysis.sounds import click, errors, hear, play

SECONDS = 30.0


def clicks(bpm, noise=0.0):
    times = np.arange(0.5, SECONDS - 0.5, 60 / bpm)
    return times, hear(TempoEar("bus"), play(click, times, SECONDS, noise=noise))


@pytest.mark.parametrize("bpm", [84.0, 120.0, 150.0])
def test_a_steady_click_reads_its_tempo(bpm):
    _, readings = clicks(bpm)
    assert [r.value for r in readings if r.kind == "tempo"][-1] == pytest.approx(bpm, rel=0.005)


def test_clicks_between_digital_silence_lose_no_beats():
    times, readings = clicks(120.0, noise=0.0)
    beats = [r.t for r in readings if r.kind == "beat"]
    settled = [t for t in times if 6 < t < SECONDS - 1]
    assert len(errors(beats, settled, within=0.03)) == len(settled)


def test_the_tempo_is_said_at_least_each_tick():
    _, readings = clicks(120.0)
    said = [r.arrived for r in readings if r.kind == "tempo"]
    assert max(np.diff(said)) <= TICK + 1.01 * HOP / RATE


def test_no_beat_lies_in_the_future():
    _, readings = clicks(120.0, noise=1e-3)
    assert all(r.t <= r.arrived for r in readings)
