"""The main job on real parts: a DAW's audio in over JACK, the leader's beat out as MIDI clock and OSC."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bridge.audio.demo import DemoBand
from bridge.audio.stems import Stems
from tests.e2e.stage import concert, to_jack

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CLOCK, START, STOP = b"\xf8", b"\xfa", b"\xfc"
SECONDS = 30.0
SETTLED = 10.0
LEAST_CALM = 200
"""Clocks by which a clock can be judged."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory, module_jackd, free_port):
    """The demo band's concert, and the truth about it."""
    band = DemoBand(SECONDS, 3)
    sound = to_jack(band.read(band.frames), band.rate)
    return concert(tmp_path_factory.mktemp("demo"), band.names, sound, free_port, 80.0), band.truth


@pytest.fixture(scope="module")
def lmms(tmp_path_factory, module_jackd, free_port):
    """Nine rendered stems at exactly 180 BPM."""
    data = Path(os.environ.get("LEADERBRIDGE_DATA", Path(__file__).parents[3] / "shared" / "data"))
    folder = data / "lmms_reggaetry_stems"
    if not folder.is_dir():
        message = f"{folder} is missing: set LEADERBRIDGE_DATA to the folder that holds the test data"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    stems = Stems.open([folder])
    sound = to_jack(stems.read(int(25 * stems.rate)), stems.rate)
    return concert(tmp_path_factory.mktemp("lmms"), stems.names, sound, free_port, 180.0)


def tempo_of(clocks, t, span=4.0):
    """BPM of the clocks in the ``span`` seconds before ``t``."""
    inside = clocks[(clocks > t - span) & (clocks <= t)]
    return 60.0 / 24 / np.mean(np.diff(inside))


def test_the_clock_keeps_the_tempo_of_the_band(demo):
    heard, truth = demo
    clocks = heard.times(CLOCK)
    ratios = [
        tempo_of(clocks, t) / np.mean([truth.tempo_at(u) for u in np.arange(t - 4, t, 0.1)])
        for t in np.arange(SETTLED, SECONDS - 1, 1.0)
    ]
    assert np.median(np.abs(np.array(ratios) - 1)) < 0.03


def test_no_clock_is_skipped_doubled_or_sent_backwards(demo):
    heard, _ = demo
    start = heard.times(START)[0]
    clocks = heard.times(CLOCK)
    clocks = clocks[clocks > start]
    gaps = np.diff(clocks)
    assert np.all(gaps > 0)
    in_time = calm(clocks[2:], heard.xruns)
    assert np.count_nonzero(in_time) > LEAST_CALM
    # 6 % a second of slew is 0.3 % from clock to clock at these tempi; a skipped clock would be 100 %.
    assert np.max((gaps[1:] / gaps[:-1])[in_time]) < 1.02


def calm(t, xruns):
    """Whether JACK itself was in time around each of ``t``: frames that it lost are lost to every clock."""
    since = t[:, None] - np.array([*xruns, -np.inf])
    return ~np.any((since > -0.2) & (since < 1.5), axis=1)


def test_start_comes_before_the_clock_of_a_beat_and_stop_at_the_end(demo):
    heard, _ = demo
    start, clocks = heard.times(START), heard.times(CLOCK)
    assert len(start) == 1
    after = clocks[clocks > start[0]]
    assert 0.001 <= after[0] - start[0] <= 0.03
    assert heard.midi[-1][1] == STOP


def test_the_beat_of_the_clock_is_the_beat_of_the_band(demo):
    heard, truth = demo
    clocks = heard.times(CLOCK)
    beats = clocks[clocks > heard.times(START)[0]][::24]
    errors = np.array([np.min(np.abs(truth.beats - t)) for t in beats[beats > SETTLED]])
    assert np.median(errors) < 0.05


def test_an_independent_reader_sees_the_same_tempo(demo):
    heard, _ = demo
    clocks = heard.times(CLOCK)
    assert np.median(heard.mclk) == pytest.approx(60.0 / 24 / np.median(np.diff(clocks)), rel=0.02)


def test_pure_data_hears_tempo_beats_and_state(demo):
    heard, truth = demo
    tempi = [float(words[0]) for words in heard.said("TEMPO") if float(words[0]) > 0]
    assert tempi[-1] == pytest.approx(truth.tempo_at(SECONDS), rel=0.04)
    beats = [[int(words[0]), int(words[1])] for words in heard.said("BEAT")]
    assert all(
        after == [before[0] % 4 + 1, before[1] + (before[0] == 4)] for before, after in pairwise(beats)
    )
    assert ["following"] in heard.said("STATE")
    assert {words[0] for words in heard.said("LEADER")} <= {"none", "drums", "bass", "keys", "lead"}


def test_pure_data_hears_as_many_beats_as_the_clock_sends(demo):
    heard, _ = demo
    clocks = heard.times(CLOCK)
    sent = np.count_nonzero(clocks > heard.times(START)[0]) / 24
    playing = [words for words in heard.said("BEAT") if int(words[1]) >= 1]
    assert abs(len(playing) - sent) <= 2


def test_the_bridge_loses_no_sample_and_ends_cleanly(demo):
    heard, _ = demo
    assert heard.exit_code == 0
    assert "lost 0 samples" in heard.status.splitlines()[-1]
    assert "Traceback" not in heard.status


def test_real_stems_at_180_bpm_come_out_at_180_bpm(lmms):
    clocks = lmms.times(CLOCK)
    tempo = tempo_of(clocks, 24.0, span=10.0)
    assert tempo == pytest.approx(180.0, rel=0.002)


def test_beats_of_real_stems_fall_on_the_grid(lmms):
    clocks = lmms.times(CLOCK)
    beats = clocks[clocks > lmms.times(START)[0]][::24]
    late = beats[beats > SETTLED]
    errors = (late * 3 + 0.5) % 1.0 - 0.5
    assert np.median(np.abs(errors)) / 3 < 0.008
