"""Pure Data prints the beats of a band that gets faster, when they fall."""

from __future__ import annotations

import subprocess
from itertools import pairwise

import numpy as np
import pytest

from tests.e2e.gig import gig
from tests.e2e.lines import Lines
from tests.e2e.ramp import Ramp
from tests.e2e.stage import PATCH, spawn
from tests.jack import pd_command

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BAND = Ramp(100.0, 120.0, begin=8.0, end=18.0, seconds=24.0)
SETTLED = 6.0
"""Seconds of the music after which the beat has been found."""


@pytest.fixture(scope="module")
def beats(tmp_path_factory, module_jackd, free_port) -> list[tuple[float, int, float]]:
    """Each ``BEAT`` that Pd printed from the Start on: second of the music, beat in bar, BPM."""
    osc = f'[osc]\nport = {free_port}\ntargets = ["127.0.0.1:{free_port + 1}"]\n'
    folder = tmp_path_factory.mktemp("pd")
    patch = folder / "hear.pd"
    patch.write_text(PATCH.format(port=free_port + 1))
    with gig(folder, BAND.names, f"midi = []\nclock.prior_bpm = 110.0\n{osc}") as band:
        pd = spawn(band.stack, pd_command(patch), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        lines = Lines(pd)
        band.play(BAND.sound())
    said = [(t - band.begun[0], *words) for t, words in lines.after("BEAT:")]
    return [(t, int(beat), float(bpm)) for t, beat, bar, bpm in said if int(bar) >= 1]


def test_it_prints_every_beat_in_order(beats):
    assert len(beats) > 25
    assert all(after == before % 4 + 1 for (_, before, _), (_, after, _) in pairwise(beats))


def test_it_prints_them_when_the_band_is_on_them(beats):
    true = BAND.beats()
    late = np.array([t - true[np.abs(true - t).argmin()] for t, _, _ in beats if t > SETTLED])
    print(
        f"Pd prints the beat {1000 * np.median(late):+.0f} ms from the band's, SD {1000 * late.std():.0f} ms"
    )
    assert np.median(np.abs(late)) < 0.05


def test_it_prints_the_tempo_that_the_band_has(beats):
    assert np.median([bpm for t, _, bpm in beats if t > BAND.end + 3]) == pytest.approx(BAND.to, rel=0.015)
