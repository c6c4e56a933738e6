"""The bridge on jackd for as long as a set lasts: nothing of it grows, and no clock is missing."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import psutil
import pytest

from tests.e2e.faults.concert import CLOCKS, PERIOD, Concert, concert

SET = 1800.0
SETTLED = 600.0
"""Seconds after which memory must not grow any more."""
EVERY = 10.0
GROWTH = 4 << 20
"""Bytes that a process may seem to grow by in twenty minutes, as the system counts them in pages."""
PIECE = 120.0
IN_A_CYCLE = 2
"""Clocks that a cycle of `PERIOD` frames takes with it at most when JACK misses it, as on a busy machine."""


def sizes(on: Concert) -> Mapping[str, tuple[int, int, int]]:
    """Of each process: bytes of memory of its own, descriptors, threads."""
    return {name: (p.memory_full_info().uss, p.num_fds(), p.num_threads()) for name, p in on.family().items()}


@pytest.mark.whole
@pytest.mark.slow
def test_half_an_hour_on_jackd(tmp_path):
    with concert(tmp_path, PIECE) as on:
        began, seen = time.monotonic(), []
        since = on.drums.frame
        while time.monotonic() - began < SET:
            time.sleep(EVERY)
            seen.append((time.monotonic() - began, sizes(on)))
            on.encore()
        settled = next(s for t, s in seen if t >= SETTLED)
        for name, (uss, fds, threads) in seen[-1][1].items():
            assert uss - settled[name][0] < GROWTH, name
            assert (fds, threads) <= (settled[name][1], settled[name][2]), name
        frames = np.array([f for f, data in on.drums.heard if data == b"\xf8" and f >= since], dtype=float)
        said = np.array([(t, p) for t, (_, p) in on.radio.all("/bridge/phase")])
        told = said[
            (said[:, 0] > on.drums.hosts(frames[:1])[0]) & (said[:, 0] < on.drums.hosts(frames[-1:])[0])
        ]
        count = np.interp(told[:, 0], on.drums.hosts(frames), np.arange(len(frames)))
        ahead = count - CLOCKS * told[:, 1]
        lost, missed = np.median(ahead[:500]) - np.median(ahead[-500:]), on.drums.missed(PERIOD)
        print(f"{len(frames)} clocks heard, {lost:.1f} lost in the {missed} cycles that JACK missed")
        assert -0.5 < lost < IN_A_CYCLE * missed + 0.5, "none too many, none lost but by JACK"
        rows = {name: [s[name][0] >> 20 for _, s in seen] for name in seen[-1][1]}
        print({name: (mb[len(mb) // 3], mb[-1]) for name, mb in rows.items()})
        assert set(on.family()) == set(settled)
    assert not [p for p in psutil.process_iter(["name"]) if p.info["name"] == "bridge-osc"]
