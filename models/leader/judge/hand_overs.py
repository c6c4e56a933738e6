"""Hand-overs of the lead: those of the truth, and those that the bridge's own `Chooser` tells."""

from __future__ import annotations

import numpy as np

from bridge.leader.choice import Chooser
from bridge.leader.settings import LeaderSettings
from bridge.types import TICK
from models.leader.judge.survival import Wait
from models.leader.takes import F64, Index

REIGN = 30
"""Ticks that a leader must stay for its hand-over to be waited for."""


def named(shares: F64) -> Index:
    """The bus that the bridge would name at each tick, −1 for none."""
    chooser, names = Chooser(LeaderSettings()), [str(bus) for bus in range(shares.shape[1] - 1)]
    chosen = (
        chooser.choose((tick + 1) * TICK, dict(zip(names, row, strict=True)))
        for tick, row in enumerate(shares[:, :-1].tolist())
    )
    return np.array([-1 if name is None else int(name) for name in chosen], dtype=np.intp)


def hand_over_waits(chosen: Index, leader: Index) -> list[Wait]:
    """After each change from one leading bus to another that stays 3 s: seconds until it is named."""
    starts = np.flatnonzero(np.diff(leader)) + 1
    ends = np.append(starts, len(leader))[1:]
    waits = []
    for start, end in zip(starts, ends, strict=True):
        if leader[start] >= 0 and leader[start - 1] >= 0 and end - start >= REIGN:
            found = np.flatnonzero(chosen[start:end] == leader[start])
            waits.append((found[0] * TICK, True) if len(found) else ((end - start) * TICK, False))
    return waits


def false_hand_overs(chosen: Index, leader: Index) -> F64:
    """Times at which a bus is newly named that does not lead, and minutes."""
    newly = (np.diff(chosen, prepend=chosen[:1]) != 0) & (chosen >= 0)
    return np.array([np.sum(newly & (chosen != leader)), len(leader) * TICK / 60.0])
