"""Hydrogen, told by OSC, plays at the band's tempo: heard on its audio output."""

from __future__ import annotations

import numpy as np
import pytest

from tests import jack
from tests.e2e.again import again
from tests.e2e.gig import gig
from tests.e2e.hydrogen import OSC, OUT, hydrogen
from tests.e2e.ramp import Ramp
from tests.e2e.stage import client

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BAND = Ramp(100.0, 120.0, begin=14.0, end=24.0, seconds=34.0)
LATE_MS = 17 + 2 * 1000 * jack.PERIOD // 48_000
"""What Hydrogen takes, the most of it two periods of the server: the offset makes up for it."""
GRAIN = 48
"""Frames (1 ms) of which the loudest counts."""
BEATS = 4
"""The song repeats itself each bar."""


@pytest.fixture(scope="module")
def played(tmp_path_factory, module_jackd, free_port) -> np.ndarray:
    """The attacks in what Hydrogen played while the band did, a number a millisecond of the music."""
    config = (
        f"midi = []\nclock.prior_bpm = 110.0\n[osc]\nport = {free_port}\ntargets = []\n"
        f'[[hydrogen]]\ntarget = "{OSC}"\noffset_ms = -{LATE_MS}\n'
    )
    with gig(tmp_path_factory.mktemp("hydrogen"), BAND.names, config) as band:
        again(lambda: hydrogen(band.stack, tmp_path_factory.mktemp("home")))
        tape = client(band.stack, "sound_listener.py", OUT, str(band.folder / "tape.npy"))
        began_tape = int(tape.stdout.readline().split()[1])
        began_music = band.play(BAND.sound())
        tape.communicate(timeout=10)
    sound = np.abs(np.load(band.folder / "tape.npy")[began_music - began_tape :])
    loud = sound[: len(sound) // GRAIN * GRAIN].reshape(-1, GRAIN).max(axis=1)
    return np.maximum(np.diff(np.log(loud + 1e-3)), 0.0)


def bar(attacks: np.ndarray, begin: float, end: float, bpm: float) -> float:
    """The period in ms, near that of a bar at ``bpm``, with which the attacks repeat themselves best."""
    part = attacks[int(begin * 1000) : int(end * 1000)]
    near = int(BEATS * 60_000 / bpm)
    lags = range(int(near * 0.93), int(near * 1.07))
    return lags[int(np.argmax([part[lag:] @ part[:-lag] for lag in lags]))]


def test_nothing_is_played_before_the_band_is_followed(played):
    assert not played[:1000].any()


@pytest.mark.parametrize(("begin", "end", "bpm"), [(6.0, 14.0, BAND.bpm), (26.0, 34.0, BAND.to)])
def test_it_plays_at_the_bands_tempo(played, begin, end, bpm):
    assert BEATS * 60_000 / bar(played, begin, end, bpm) == pytest.approx(bpm, rel=0.01)


@pytest.mark.parametrize(("begin", "end"), [(6.0, 14.0), (26.0, 34.0)])
def test_its_beats_fall_on_the_bands(played, begin, end):
    at = (1000 * BAND.beats()).astype(int)
    about = [played[t - 100 : t + 150] for t in at if begin * 1000 < t < end * 1000 - 200]
    late = int(np.sum(about, axis=0).argmax()) - 100
    print(f"Hydrogen plays its beat {late:+d} ms from the band's from {begin:g} s on")
    assert abs(late) < 50
