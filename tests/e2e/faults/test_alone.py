"""Faults that need a concert of their own: of server, disk, wall clock and model; and too many buses."""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bridge.assets import find
from tests import jack
from tests.e2e.faults.concert import CLOCKS, Concert, concert
from tests.e2e.faults.drum_machine import DrumMachine
from tests.e2e.stage import RATE
from tests.jack import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.whole]
FOUND = Path("build/faults")
LATER = 25
"""Seconds after which the wall clock is set back: the concert has begun by then."""
LIKE = (0.5, 1.0, 2.0)
"""Metrical levels at which a tempo is right."""


def keep(name: str, seen: str, **figures: object) -> None:
    """A row of the table."""
    FOUND.mkdir(parents=True, exist_ok=True)
    (FOUND / f"{name}.json").write_text(json.dumps({"fault": name, "seen": seen, **figures}))


def gap(on: Concert, since: int) -> float:
    """The longest silence of the clock since then, beyond its own distance, in ms; jackd's own left out."""
    frames = np.array([f for f, data in on.drums.heard if data == b"\xf8" and f >= since])
    between = np.diff(frames) / RATE
    slip = on.drums.slip(since, on.drums.frame)
    return float(between.max() - np.median(between) - slip) * 1e3


def tempo(drums: DrumMachine, seconds: float = 4.0) -> float:
    """BPM of the last clocks."""
    frames = np.array([f for f, data in drums.heard if data == b"\xf8"])
    frames = frames[frames > frames[-1] - seconds * drums.rate]
    return float(60 * drums.rate / CLOCKS / np.median(np.diff(frames)))


def follows(on: Concert, drums: DrumMachine, began: float) -> bool:
    """Whether the clock has the band's tempo, at whatever level."""
    truth = on.band.truth.tempo_at(time.monotonic() - began)
    return any(abs(tempo(drums) / truth / level - 1) < 0.06 for level in LIKE)


@pytest.mark.parametrize("rate", [RATE, 44_100])
def test_jackd_may_go_and_come_back(tmp_path, rate):
    with concert(tmp_path, 60.0) as on, ExitStack() as later:
        time.sleep(5)
        ours, spoken = set(on.family()), len(on.said())
        on.drums.close()
        on.server.stop()
        jack.stop(on.daw)  # what is left of it would be woken in its successor's place, each other cycle
        time.sleep(3)
        on.server.start(rate)
        back = time.monotonic()
        wait_for(lambda: set(on.family()) == ours, 30)
        drums = wait_for(lambda: hears(later), 30)
        clock = time.monotonic() - back
        into = [f"leaderbridge:{name}" for name in on.names]
        wait_for(lambda: all(there(drums, port) for port in into), 30)
        on.play_anew(into)
        began = time.monotonic()
        time.sleep(5)
        wait_for(lambda: follows(on, drums, began), 30)
        followed = time.monotonic() - began
        assert on.kept()
        name = "jackd stopped for 3 s" if rate == RATE else "jackd back with another rate"
        keep(name, "no sound while it is away", back=clock, follows=followed, said=on.said()[spoken:])
    assert clock < 15


def hears(stack: ExitStack) -> DrumMachine | None:
    """A drum machine that hears clocks; None while there is no clock to hear."""
    try:
        drums = DrumMachine(stack, f"drum-machine-{time.monotonic_ns()}")
    except (AssertionError, jack_errors()):
        return None
    wait_for(lambda: len(drums.heard) > 2 * CLOCKS, 10)
    return drums


def jack_errors() -> type[Exception]:
    import jack as client

    return client.JackError


def there(drums: DrumMachine, port: str) -> bool:
    return bool(drums.client.get_ports(f"^{port}$"))


def test_a_full_disk_costs_the_recording_and_nothing_else(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    small = f'mount -t tmpfs -o size=400k none {kept} && exec "$@"'
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    wrap = ("unshare", "--mount", *root, "sh", "-c", small, "sh")
    with concert(tmp_path, 60.0, wrap=wrap) as on:
        since = on.drums.frame
        wait_for(lambda: any("No space left" in line for line in on.said()), 30)
        time.sleep(5)
        assert on.state() == "following"
        silence = gap(on, since)
        there = Path(f"/proc/{on.family()['jack'].pid}/root{kept}")
        shutil.copytree(there, tmp_path / "copied")
        written = on.kept(tmp_path / "copied")
        assert len(written) > 100
        keep("the disk full while recording", "a line says so", gap=silence, said=on.said()[:2])
    assert silence < 20


def test_the_wall_clock_set_back_an_hour_is_no_matter(tmp_path):
    jack.need("faketime", "faketime")
    # libfaketime 0.9.10 cannot sleep by a clock that it leaves alone, which Python does.
    (tmp_path / "sitecustomize.py").write_text(
        "import select, time\ntime.sleep = lambda seconds: select.select([], [], [], max(seconds, 0))\n"
    )
    wrap = (
        "env",
        f"LD_PRELOAD={next(Path('/usr/lib').rglob('libfaketime.so.1'))}",
        "FAKETIME=-3600",
        f"FAKETIME_START_AFTER_SECONDS={LATER}",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        # Else it keeps who waits for Python's lock, or for JACK, waiting for a second at a time.
        "FAKETIME_FORCE_MONOTONIC_FIX=0",
        f"PYTHONPATH={tmp_path}",
        f"XDG_STATE_HOME={tmp_path}",
    )
    with concert(tmp_path, 90.0, wrap=wrap) as on:
        time.sleep(3)
        since, whole = on.drums.frame, on.whole()
        wait_for(lambda: went_back(tmp_path), LATER + 30)
        time.sleep(5)
        assert (on.whole(), on.state()) == (whole, "following")
        silence = gap(on, since)
        assert len(on.kept()) > 1000
        keep("the wall clock set back an hour", "nothing", gap=silence, said=[])
    assert silence < 10


def went_back(state: Path) -> bool:
    """Whether the log's own times did."""
    lines = next(state.rglob("leaderbridge.log")).read_text().splitlines()
    times = [datetime.fromisoformat(line[:19]) for line in lines if line[:2] == "20"]
    return any(before - after > timedelta(minutes=50) for before, after in pairwise(times))


@pytest.mark.parametrize("damage", ["cut in half", "not numbers"])
def test_a_damaged_model_is_told_and_the_median_of_the_buses_is_followed(tmp_path, damage):
    model = tmp_path / "model.onnx"
    model.write_bytes(DAMAGED[damage](find("models", "leader.onnx").read_bytes()))
    with concert(tmp_path / "gig", 60.0, more=f'[leader]\nmodel = "{model}"\n') as on:
        time.sleep(8)
        assert any("going on with the median of the buses' tempi" in line for line in on.log_lines())
        assert follows(on, on.drums, on.began)
        keep(f"the model's file {damage}", "a line says so; nobody leads", said=on.log_lines()[-1:])


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def not_numbers(data: bytes) -> bytes:
    """The same file, with weights that are NaN: a stretch in the middle of the largest matrix."""
    middle = len(data) // 2
    return data[:middle] + b"\xff" * 4096 + data[middle + 4096 :]


DAMAGED = {"cut in half": cut, "not numbers": not_numbers}


def test_sixteen_buses_on_this_computer_keep_the_clock(tmp_path):
    names = [f"player_{k}" for k in range(12)]
    more = "".join(f'[[bus]]\nname = "{name}"\n' for name in names)
    with concert(tmp_path, 60.0, buses=more) as on:
        ports = on.drums.client.get_ports("^daw:", is_output=True)
        for k, name in enumerate(names):
            on.drums.client.connect(ports[k % len(ports)], f"leaderbridge:{name}")
        time.sleep(5)
        since = on.drums.frame
        time.sleep(15)
        silence = gap(on, since)
        assert follows(on, on.drums, on.began)
        keep("16 buses on two cores", "nothing", gap=silence, said=[])
    assert silence < 10
