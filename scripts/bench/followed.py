"""The clock on a piece: by the whole bridge, and by the same follower when it is told the true beats.

What was computed is kept in build/bench/beat until the code or the model changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bridge.clock.follower import Follower
from bridge.clock.pulses import Cursor, pulses
from bridge.clock.settings import ClockSettings
from bridge.leader import Leader, LeaderSettings
from bridge.leader.network import Network
from bridge.session import Session
from bridge.types import HOP, RATE, TICK, Beat, Bus, Choice, Reading, State
from models.leader.files import code, keep
from models.leader.judge.ours import hops
from models.leader.replay import batches
from models.leader.takes import F64, Heard

KEPT = Path("build/bench/beat")
LATE = 0.04
"""Seconds after which a true beat is told, as a note is."""
BEATS = "beats"
"""The bus of the true beats."""


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """What left for the receivers, and what was believed.

    ``times`` ``(K,)`` seconds and ``kinds`` ``(K,)`` of all MIDI messages; at the end of each hop ``t``
    ``(H,)`` the trusted tempo ``bpm`` ``(H,)``, the clock's own ``tempo`` ``(H,)`` (0 while there is none),
    and whether the band was being ``followed`` ``(H,)``.
    """

    times: F64
    kinds: np.ndarray
    t: F64
    bpm: F64
    tempo: F64
    followed: np.ndarray


def by_bridge(heard: Heard) -> Followed:
    """The clock of the bridge with its usual settings, told only what tempo the piece begins at."""
    version = f"{Network.load(None).sha256[:12]}-{code('bridge/leader', 'bridge/clock', 'bridge/session.py')}"
    return _kept(heard, version, _bridge_beats)


def by_true_beats(heard: Heard) -> Followed:
    """The floor: the same follower, told each true beat as a note, and the true tempo ten times a second."""
    return _kept(heard, f"true-{code('bridge/clock')}", _floor_beats)


def _kept(heard: Heard, version: str, beats: Callable[[Heard], Iterator[Beat]]) -> Followed:
    path = KEPT / f"{heard.name.replace('/', '_')}-{len(heard.readings)}-{version}.npz"
    if not path.exists():
        keep(path, _collected(beats(heard)))
    with np.load(path) as file:
        return Followed(**{name: file[name] for name in Followed.__slots__})


def _collected(beats: Iterator[Beat]) -> dict[str, np.ndarray]:
    cursor, sent, rows = Cursor(), [], []
    for beat in beats:
        due, cursor = pulses(beat.timeline, beat.transport, cursor, beat.t, beat.t + HOP / RATE)
        sent += [(pulse.t, pulse.kind) for pulse in due]
        tempo = beat.timeline.bpm if beat.timeline is not None else 0.0
        rows.append((beat.t, beat.bpm, tempo, beat.state is State.FOLLOWING))
    t, bpm, tempi, followed = np.array(rows).T
    return {
        "times": np.array([time for time, _ in sent]),
        "kinds": np.array([kind for _, kind in sent], dtype=str),
        "t": t,
        "bpm": bpm,
        "tempo": tempi,
        "followed": followed > 0,
    }


def _bridge_beats(heard: Heard) -> Iterator[Beat]:
    players = tuple(map(Bus, heard.buses))
    session = Session(players, Leader(players, LeaderSettings()), _settings(heard))
    times = list(hops(heard))
    for t, here in zip(times, batches(heard.readings, times), strict=True):
        yield session.follow(t, here).beat


def _floor_beats(heard: Heard) -> Iterator[Beat]:
    follower = Follower((Bus(BEATS),), _settings(heard))
    told = [Reading(BEATS, "onset", t, t + LATE, 1.0) for t in heard.beats.tolist()]
    times, ticks = list(hops(heard)), 0
    for t, here in zip(times, batches(told, times), strict=True):
        follower.hear(here)
        if ticks < len(heard.bpm) and t >= (ticks + 1) * TICK:
            bpm, ticks = float(heard.bpm[ticks]), ticks + 1
            follower.choose(Choice(t, BEATS, bpm, 1.0, 1.0, {BEATS: 1.0}, 0.0))
        yield follower.advance(t)


def _settings(heard: Heard) -> ClockSettings:
    """A person says about what tempo is coming: so half and double time are no matter of taste."""
    return ClockSettings(prior_bpm=float(heard.bpm[0]))
