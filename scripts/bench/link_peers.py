"""How far the beat of two peers of a Link session is from the bridge's own."""

from __future__ import annotations

import time
from contextlib import ExitStack
from itertools import product

import numpy as np
import on_jack
from command import OUT
from driven import LEAD_IN, TEMPI, Truth, driven
from loads import LOADS, Load
from page import markdown

from bridge.app.steady import Ramp
from bridge.outputs.settings import LinkSettings
from tests.e2e.link_stage import Look, Peer, gathered
from tests.outputs.rig import Rig

SECONDS = 26.0
JOINED = 4.0
"""Seconds in which the bridge has joined."""
CLOSE = 0.003
"""Seconds within which Link's own test plan wants two peers."""
BEFORE = 95.0
"""BPM of the session that the bridge finds."""
QUANTUM = 4
COMMAND = "python scripts/bench link"
HEAD = [
    "load",
    "tempo",
    "peer",
    "session's tempo when the bridge has joined",
    "within 3 ms after (s)",
    "then off by, median (ms)",
    "99 %",
    "largest",
]


def table() -> str:
    """A row for each load, tempo and peer."""
    runs = product(LOADS.items(), TEMPI.items())
    rows = [[load, tempo, *cells] for (load, start), (tempo, ramp) in runs for cells in _run(start, ramp)]
    return markdown("Ableton Link", COMMAND, HEAD, rows)


def _run(load: Load, tempo: Ramp) -> list[list[str]]:
    with on_jack.server(), ExitStack() as stack:
        load(stack, OUT / "link", SECONDS + 20)
        peers = gathered(stack, BEFORE)
        rig = stack.enter_context(Rig("link", LinkSettings(mode="follow_me")))
        rig.ready()
        time.sleep(JOINED)
        joined = {name: peer.look().tempo for name, peer in peers.items()}
        with driven(rig, tempo) as truth:
            looks = _watched(peers)
    return [[name, f"{joined[name]:.2f}", *_judged(looks[name], truth)] for name in peers]


def _watched(peers: dict[str, Peer]) -> dict[str, list[Look]]:
    """What the peers see while the beat is driven."""
    looks: dict[str, list[Look]] = {name: [] for name in peers}
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for name, peer in peers.items():
            looks[name].append(peer.look(QUANTUM))
        time.sleep(0.01)
    return looks


def _judged(looks: list[Look], truth: Truth) -> list[str]:
    t = np.array([look.t for look in looks[5:-20]])
    phase = np.array([look.phase for look in looks[5:-20]])
    beats = (truth.beat_at(t) - LEAD_IN - phase + QUANTUM / 2) % QUANTUM - QUANTUM / 2
    errors = np.abs(truth.seconds(beats, t))
    close = int(np.argmax(errors < CLOSE))
    kept = errors[close:] * 1e3
    spread = (np.median(kept), np.percentile(kept, 99), np.max(kept))
    return [f"{t[close] - truth.time_at(np.zeros(1))[0]:.2f}", *(f"{error:.2f}" for error in spread)]
