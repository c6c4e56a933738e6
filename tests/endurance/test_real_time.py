"""The bridge on jackd for as long as a set lasts: nothing of it grows, and no clock is missing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise

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
AROUND = 4.0
"""Seconds around such a cycle in which the clock may be making up for what the server lost."""
ENOUGH = 40
"""Tellings, two seconds of them, that a stretch must have to be judged."""


def sizes(on: Concert) -> Mapping[str, tuple[int, int, int]]:
    """Of each process: bytes of memory of its own, descriptors, threads."""
    return {name: (p.memory_full_info().uss, p.num_fds(), p.num_threads()) for name, p in on.family().items()}


def counts(on: Concert, since: int) -> tuple[np.ndarray, np.ndarray]:
    """Host seconds at which the bridge told its beat, and how far the receiver's count was ahead of it."""
    frames = np.array([f for f, data in on.drums.heard if data == b"\xf8" and f >= since], dtype=float)
    host = on.drums.hosts(frames)
    told, position = np.array([(t, p) for t, (_, p) in on.radio.all("/bridge/phase")]).T
    within = (told > host[0]) & (told < host[-1])
    ahead = np.interp(told[within], host, np.arange(len(host))) - CLOCKS * position[within]
    return told[within], ahead


def stretches(t: np.ndarray, ahead: np.ndarray, missed: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """``ahead`` between the moments in ``missed``, each stretch with how many of them came before it."""
    near = np.abs(t[:, None] - missed).min(axis=1, initial=np.inf) < AROUND
    before = np.searchsorted(missed, t)
    found = [(int(n), ahead[~near & (before == n)]) for n in np.unique(before[~near])]
    return [(n, counted) for n, counted in found if len(counted) >= ENOUGH]


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
        missed = on.drums.hosts(on.drums.missed(PERIOD))
        between = stretches(*counts(on, since), missed)
        levels = [(n, np.median(ahead)) for n, ahead in between]
        print(f"{levels[0][1] - levels[-1][1]:.1f} clocks lost, {len(missed)} cycles that JACK missed")
        for _, ahead in between:
            half = len(ahead) // 2
            assert abs(np.median(ahead[:half]) - np.median(ahead[half:])) < 0.5, "none lost but by JACK"
        for (n, level), (m, after) in pairwise(levels):
            assert -0.5 < level - after < IN_A_CYCLE * (m - n) + 0.5, "none too many, none lost but by JACK"
        rows = {name: [s[name][0] >> 20 for _, s in seen] for name in seen[-1][1]}
        print({name: (mb[len(mb) // 3], mb[-1]) for name, mb in rows.items()})
        assert set(on.family()) == set(settled)
    assert not [p for p in psutil.process_iter(["name"]) if p.info["name"] == "bridge-osc"]
