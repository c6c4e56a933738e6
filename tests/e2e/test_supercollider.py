"""SuperCollider's language, without a screen, follows a real bridge by the patch that ships."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack

import numpy as np
import pytest

from bridge.assets import find
from tests.e2e.lines import Lines
from tests.e2e.stage import HERE, bridge_command, spawn
from tests.jack import need, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BPM, TO = 96.0, 112.0
SETTLED = 5.0
"""Seconds after the first beat from which the ramp, which takes a second, is over and made good."""
SECONDS = 10.0
AHEAD = 0.2
"""The server's latency, by which SuperCollider sends what is to sound."""


@pytest.fixture(scope="module")
def said(tmp_path_factory, free_port) -> dict[str, list[list[str]]]:
    """The lines that sclang printed, by their first word: its other words."""
    folder = tmp_path_factory.mktemp("supercollider")
    config = folder / "bridge.toml"
    config.write_text(f"midi = []\n[osc]\nport = {free_port}\ntargets = []\n")
    patch = find("patches", "daw/supercollider/leaderbridge.scd")
    headless = {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    env = {**os.environ, **headless, "LEADERBRIDGE_SCD": str(patch), "LEADERBRIDGE_PORT": str(free_port)}
    language = [need("sclang", "supercollider-language"), "-D", str(HERE / "supercollider_follow.scd")]
    clock = bridge_command("test-clock", "--bpm", f"{BPM}", "--to", f"{TO}", "--over", "1", "-c", str(config))
    with ExitStack() as stack:
        lines = Lines(
            spawn(
                stack,
                language,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.PIPE,
            )
        )
        spawn(stack, clock, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: lines.after("told"), 30)
        time.sleep(SECONDS)
    return {word: [words for _, words in lines.after(word)] for word in ("told", "band", "tick", "ERROR:")}


def numbers(rows: list[list[str]]) -> np.ndarray:
    return np.array([[float(word) for word in row] for row in rows])


def test_the_patch_loads_without_an_error(said):
    assert said["ERROR:"] == []


def test_every_beat_arrives_with_its_place_in_the_bar(said):
    places = numbers(said["told"])[:, 1:3]
    counts = (places[:, 1] - 1) * 4 + places[:, 0]
    assert len(counts) >= 12
    assert (np.diff(counts) == 1).all()


def test_its_clock_takes_the_tempo_over_and_knows_that_the_band_plays(said):
    bpm, playing, ahead = said["band"][-1]
    assert float(bpm) == pytest.approx(TO, rel=0.02)
    assert playing == "true"
    assert float(ahead) == AHEAD


def test_what_it_plays_falls_on_the_bridges_beats(said):
    told, ticks = numbers(said["told"]), numbers(said["tick"])
    late = told[told[:, 0] > told[0, 0] + SETTLED]
    apart = [late[:, 0] - (at + AHEAD) for at, _ in ticks if late[0, 0] < at + AHEAD < late[-1, 0]]
    errors = np.array([gaps[np.argmin(np.abs(gaps))] for gaps in apart])
    print("SuperCollider's beats come before the bridge's by, ms:", *(f"{1000 * e:.1f}" for e in errors))
    assert len(errors) >= 3
    assert abs(np.median(errors)) < 0.02


def test_its_bars_are_the_bridges(said):
    told, ticks = numbers(said["told"]), numbers(said["tick"])
    downbeats = told[(told[:, 1] == 1) & (told[:, 0] > told[0, 0] + SETTLED), 0]
    counts = [round(ticks[np.argmin(np.abs(ticks[:, 0] + AHEAD - at)), 1]) for at in downbeats[:-1]]
    assert counts
    assert all(count % 4 == 0 for count in counts)
