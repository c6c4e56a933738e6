"""The bridge on jackd for as long as a set lasts: nothing grows, nothing drifts, no clock is missing."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import psutil
import pytest

from bridge.outputs.cycle_log import Cycle, read
from bridge.outputs.journal_files import entries, newest_run
from bridge.types import Step
from tests.e2e.faults.concert import PERIOD, Concert, concert
from tests.e2e.stage import RATE
from tests.endurance import reckoning

LENGTHS = {"short": (40.0, 20.0), "whole": (1800.0, 600.0)}
"""Seconds that it lasts, and after which nothing must grow; the short one shows that the test works."""
EVERY = 10.0
GROWTH = 4 << 20
"""Bytes that a process may seem to grow by in twenty minutes, as the system counts them in pages."""
PIECE = 120.0
IN_A_CYCLE = 2
"""Clocks that a cycle of `PERIOD` frames takes with it at most when JACK misses it."""
NEAR = 8 * PERIOD
"""Frames around such a cycle in which JACK may call programs late, in another than it says."""
AROUND = RATE
"""Frames after such a one until host time fits the server's frames again, and the clock has caught up."""
SEEN = 0.2
"""Part of the cycles that must be undisturbed, for a machine on which something can be told."""
DRIFT = PERIOD / 16
"""Frames: a stream that drifts loses or gains whole periods; how host time is fitted moves by a few."""


def sizes(on: Concert) -> Mapping[str, tuple[int, int, int]]:
    """Of each process: bytes of memory of its own, descriptors, threads."""
    return {name: (p.memory_full_info().uss, p.num_fds(), p.num_threads()) for name, p in on.family().items()}


def played(on: Concert) -> list[Cycle]:
    """What the clock says of its cycles between the Start and the last one that the drum machine heard."""
    first, last = on.drums.heard[on.started][0], on.drums.heard[-1][0] - PERIOD
    return [cycle for cycle in read(on.folder / "cycles.csv") if first <= cycle.frame < last]


def grows_nowhere(seen: list[tuple[float, Mapping[str, tuple[int, int, int]]]], settles: float) -> None:
    settled = next(size for t, size in seen if t >= settles)
    last = seen[-1][1]
    print({name: (settled[name][0] >> 20, last[name][0] >> 20) for name in last}, "MB")
    assert set(last) == set(settled)
    for name, (uss, fds, threads) in last.items():
        assert uss - settled[name][0] < GROWTH, name
        assert fds <= settled[name][1], name
        assert threads <= settled[name][2], name


def no_clock_is_missing(on: Concert, cycles: list[Cycle]) -> None:
    """As many are sent as there are beats, and each is heard in its cycle; but those that JACK took."""
    frames = np.array([frame for frame, data in on.drums.heard if data == b"\xf8"])
    sent, came = np.array([cycle.clocks for cycle in cycles]), reckoning.heard(cycles, frames)
    missed = on.drums.missed(PERIOD)
    gaps = np.concatenate([missed, reckoning.gaps(cycles)])
    near, around = (reckoning.calm(cycles, gaps, frames) for frames in (NEAR, AROUND))
    surplus = reckoning.surplus(cycles)[around]
    lost = (sent - came).sum()
    print(
        f"{sent.sum()} clocks sent, {lost} lost where JACK missed {len(missed)} cycles; "
        f"{near.mean():.0%} of all cycles undisturbed, in {around.mean():.0%} the beats were counted"
    )
    assert around.mean() > SEEN
    assert np.array_equal(came[near], sent[near]), "each in its cycle"
    assert 0 <= lost <= IN_A_CYCLE * len(missed)
    assert np.ptp(surplus) < 1 + 1e-6, "none too many, none too few"


def stream_time_is_jacks(on: Concert, cycles: list[Cycle]) -> None:
    steps = (entry for entry in entries(newest_run(on.folder / "kept")) if isinstance(entry, Step))
    epochs = reckoning.epochs(cycles, steps, on.drums.rate)
    third = len(epochs) // 3
    drift = np.median(epochs[-third:]) - np.median(epochs[:third])
    print(f"stream time moved by {drift:.1f} frames, between {np.ptp(epochs):.1f}")
    assert abs(drift) < DRIFT


@pytest.mark.parametrize(
    "length",
    [pytest.param("short", marks=pytest.mark.e2e), pytest.param("whole", marks=pytest.mark.whole)],
)
def test_a_set_on_jackd(tmp_path, length):
    lasts, settles = LENGTHS[length]
    with concert(tmp_path, PIECE, midi=f'log = "{tmp_path}/cycles.csv"') as on:
        began, seen = time.monotonic(), []
        while time.monotonic() - began < lasts:
            time.sleep(EVERY)
            seen.append((time.monotonic() - began, sizes(on)))
            on.encore()
        cycles = played(on)
        grows_nowhere(seen, settles)
        no_clock_is_missing(on, cycles)
        stream_time_is_jacks(on, cycles)
    assert not [p for p in psutil.process_iter(["name"]) if p.info["name"] == "bridge-osc"]
