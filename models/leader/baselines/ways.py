"""What a way to listen is, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import soundfile

from bridge.errors import BridgeError
from bridge.types import F32, RATE, TICK
from models.leader.takes import F64, NOBODY, Answer, Flags, Heard, Index

Way: TypeAlias = Callable[[Heard], Answer]
"""Listens to a take and says at each tick who leads, or how fast, from what had arrived by then."""
Fit: TypeAlias = Callable[[Sequence[Heard]], Way]
"""Makes a way out of takes to learn from."""


def ready(way: Way) -> Fit:
    """A way that learns nothing, as one that does: for registries of one type."""
    return lambda training: way


def tick_times(heard: Heard) -> F64:
    """Stream seconds of the ticks ``(T,)``: 0.1, 0.2, …"""
    return np.arange(1, len(heard.bpm) + 1, dtype=np.float64) * TICK


def latest(heard: Heard, kind: str) -> F64:
    """The newest value of a kind of reading on each bus at each tick, ``(T, N)``; NaN before the first."""
    readings = [r for r in heard.readings if r.kind == kind]
    values = np.full((len(heard.bpm), len(heard.buses)), np.nan)
    for i, bus in enumerate(heard.buses):
        own = [(r.arrived, r.value) for r in readings if r.bus == bus]
        if own:
            values[:, i] = held(heard, *np.array(own, dtype=float).T)
    return values


def sound_of(mix: Path) -> F32:
    """The samples ``(n,)`` of a mix. Raises `BridgeError` unless it is mono at 44.1 kHz."""
    sound, rate = soundfile.read(mix, dtype="float32", always_2d=True)
    if (sound.shape[1], rate) != (1, RATE):
        raise BridgeError(f"{mix} has {sound.shape[1]} channels at {rate} Hz: a mix is mono at {RATE} Hz")
    return np.asarray(sound[:, 0])


def held(heard: Heard, arrived: F64, values: F64, before: float = np.nan) -> F64:
    """The newest of ``values`` ``(n,)``, known at the seconds ``arrived`` ``(n,)``, at each tick ``(T,)``."""
    place = np.searchsorted(arrived, tick_times(heard), side="right")
    return np.concatenate([[before], values])[place]


def one_hot(chosen: Index, buses: int) -> F64:
    """All the lead to the bus ``chosen`` ``(T,)``, or to nobody where it is `NOBODY`: ``(T, N + 1)``."""
    shares = np.zeros((len(chosen), buses + 1))
    shares[np.arange(len(chosen)), np.where(chosen == NOBODY, buses, chosen)] = 1.0
    return shares


def evenly(among: Flags) -> F64:
    """The lead shared evenly among those buses ``(T, N)``, where there are none by all: ``(T, N + 1)``."""
    among = np.where(among.any(1, keepdims=True), among, True)
    shares = among / among.sum(1, keepdims=True)
    return np.pad(shares, ((0, 0), (0, 1)))


def nearest(own: F64, bpm: F64) -> Index:
    """The bus whose own BPM ``(T, N)`` is nearest to ``bpm`` ``(T,)``; an unknown one (0) is far."""
    return np.asarray(np.where(own > 0, np.abs(own - bpm[:, None]), np.inf).argmin(1))
