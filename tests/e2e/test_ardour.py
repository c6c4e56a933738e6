"""Ardour, slaved to the bridge's MIDI clock, follows the band through a ramp."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.again import Failed, again
from tests.e2e.gig import gig
from tests.e2e.lines import Lines
from tests.e2e.ramp import Ramp
from tests.e2e.stage import CLOCK, HERE, spawn
from tests.jack import need, stop

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BAND = Ramp(100.0, 116.0, begin=6.0, end=14.0, seconds=18.0)
"""Short: Ardour 7.3 without a screen runs out of room for events 17 s after the first clock, and dies."""
JACK_PATIENCE_MS = 3000
LOADED = 20.0
"""Seconds in which a session has been made, or loaded."""


def ardour(stack: ExitStack, folder: Path) -> Lines:
    """What Ardour prints, once its session is loaded and connected to the clock.

    Ardour 7.3 without a screen fails to load about one session in seven; then everything is made anew.
    """
    program = need("ardour7-lua", "ardour")
    env = {**os.environ, "HOME": str(folder), "SESSION": str(folder / "session")}
    env.pop("XDG_CONFIG_HOME", None)
    make = [program, str(HERE / "ardour_make.lua")]
    made = subprocess.run(make, env=env, capture_output=True, timeout=LOADED)
    if made.returncode:
        raise Failed(f"Ardour made no session: {made.stdout[-300:]!r}")
    command = ["stdbuf", "-oL", program, str(HERE / "ardour_follow.lua")]
    process = spawn(stack, command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines, until = Lines(process), time.monotonic() + LOADED
    while not (lines.after("following") and connected()):
        halted = any("JACK HALTED" in line for _, line in lines.heard)
        if halted or process.poll() is not None or time.monotonic() > until:
            stop(process)
            raise Failed(f"Ardour loaded no session: {lines.heard[-3:]}")
        time.sleep(0.2)
    return lines


def connected() -> bool:
    """Whether Ardour's port is there and is now connected to the clock."""
    connect = [need("jack_connect", "jack-tools"), CLOCK, "ardour:MIDI Clock in"]
    return subprocess.run(connect, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def tempi(tmp_path_factory, module_jackd, free_port) -> np.ndarray:
    """Ardour's tempo while the band plays: rows of ``(second of the music, BPM)``."""
    config = f'clock.prior_bpm = 110.0\n[osc]\nport = {free_port}\ntargets = []\n[[midi]]\nkind = "jack"\n'
    with gig(tmp_path_factory.mktemp("ardour"), BAND.names, config) as band:
        lines = again(lambda: ardour(band.stack, tmp_path_factory.mktemp("home")))
        band.play(BAND.sound())
    said = np.array([(t - band.begun[0], float(words[0])) for t, words in lines.after("tempo")])
    print("Ardour:", *(f"{t:.1f}s {bpm:.2f}" for t, bpm in said))
    return said


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
