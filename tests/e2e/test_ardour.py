"""Ardour, slaved to the bridge's MIDI clock, follows the band through a ramp."""

from __future__ import annotations

import numpy as np
import pytest

from tests.e2e.again import again
from tests.e2e.ardour import CONFIG, ardour, told
from tests.e2e.gig import gig
from tests.e2e.ramp import Ramp

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BAND = Ramp(100.0, 116.0, begin=6.0, end=14.0, seconds=18.0)
"""Short: Ardour 7.3 without a screen runs out of room for events 17 s after the first clock, and dies."""


@pytest.fixture(scope="module")
def tempi(tmp_path_factory, module_jackd, free_port) -> np.ndarray:
    """Ardour's tempo while the band plays: rows of ``(second of the music, BPM)``."""
    config = f'{CONFIG}[osc]\nport = {free_port}\ntargets = []\n[[midi]]\nkind = "jack"\n'
    with gig(tmp_path_factory.mktemp("ardour"), BAND.names, config) as band:
        lines = again(lambda: ardour(band.stack, tmp_path_factory.mktemp("home")))
        band.play(BAND.sound())
    return told(lines, band.begun[0])[:, :2]


def at(tempi: np.ndarray, begin: float, end: float) -> np.ndarray:
    return tempi[(tempi[:, 0] >= begin) & (tempi[:, 0] < end)]


def test_it_takes_the_bands_tempo_over(tempi):
    assert np.median(at(tempi, 4.5, BAND.begin)[:, 1]) == pytest.approx(BAND.bpm, rel=0.015)


def test_it_gets_faster_with_the_band(tempi):
    ramp = at(tempi, BAND.begin + 1.0, BAND.end)
    assert len(ramp) >= 5
    behind = np.array([BAND.tempo_at(t) / bpm - 1 for t, bpm in ramp])
    assert np.median(np.abs(behind)) < 0.03
    assert np.max(np.abs(behind)) < 0.08


def test_it_arrives_at_the_new_tempo(tempi):
    assert np.median(at(tempi, 16.0, BAND.seconds)[:, 1]) == pytest.approx(BAND.to, rel=0.015)
